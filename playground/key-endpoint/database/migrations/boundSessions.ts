/** Existing sessions are not bound to a key: they stay valid where proofs are off, and end where they are required. */
const thumbprint = 'ALTER TABLE session ADD COLUMN dpop_thumbprint text'

const proof = `
  CREATE TABLE dpop_proof (
    id text PRIMARY KEY,
    expires_at timestamptz NOT NULL
  )`

export const boundSessions: readonly string[] = [
  thumbprint,
  proof,
  'CREATE INDEX dpop_proof_expires_at ON dpop_proof (expires_at)',
]
