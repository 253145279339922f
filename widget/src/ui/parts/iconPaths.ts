/** SVG paths for `Icon`. Those of the first screen are in its own file, so that it does not load these. */
export const iconPaths = {
  passkey:
    'M5 8a4 4 0 1 0 8 0 4 4 0 1 0-8 0M2.5 20c.4-3.9 3-6 6.5-6 1 0 1.9.15 2.7.45M14.75 13.5a2.75 2.75 0 1 0 5.5 0 2.75 2.75 0 1 0-5.5 0m2.75 2.75V22l1.75-1.5m-1.75-1.75l1.5-1',
  mail: 'M5.5 5h13A2.5 2.5 0 0 1 21 7.5v9a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 16.5v-9A2.5 2.5 0 0 1 5.5 5M3.5 7.5l8.5 6 8.5-6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  alert: 'M12 4L2.75 20h18.5zM12 10v4.5m0 2.75v.1',
} as const
