/** Generalises the table of used proofs to all values that are accepted once. */
export const usedOnce: readonly string[] = [
  'ALTER TABLE dpop_proof RENAME TO used_once',
  'ALTER INDEX dpop_proof_expires_at RENAME TO used_once_expires_at',
]
