/** The widget's key on its green, 96 × 96. */
export const openKeyIcon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='96' height='96' viewBox='-4 -4 32 32' fill='none' stroke='%23fff' stroke-width='2' stroke-linecap='round'%3E%3Cpath fill='%230d6553' stroke='none' d='M-4-4h32v32H-4z'/%3E%3Cpath d='M3.5 12a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0M12.5 12H21m-2.5 0v3.5m-3-3.5v2.5'/%3E%3C/svg%3E"
