/** What may happen once only is remembered in one place, whatever it is. */
export const usedOnce: readonly string[] = [
  'ALTER TABLE dpop_proof RENAME TO used_once',
  'ALTER INDEX dpop_proof_expires_at RENAME TO used_once_expires_at',
]
