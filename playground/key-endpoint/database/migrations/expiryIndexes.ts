/** Adds the indexes that find expired rows. */
export const expiryIndexes: readonly string[] = [
  'CREATE INDEX session_expires_at ON session (expires_at)',
  'CREATE INDEX verification_expires_at ON verification (expires_at)',
]
