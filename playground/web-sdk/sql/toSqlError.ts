import { TinyCloudError } from '../tinyCloudError.ts'

/** How the node opens each refusal that is about a statement and not about the session. */
const openings = [
  'Invalid statement',
  'Parse error',
  'SQLite error',
  'Schema error',
  'Permission denied',
  'Read-only violation',
  'Response too large',
]

/** Tells a refused statement, which no new sign-in would help, from a refused session. */
export function toSqlError(error: unknown): unknown {
  if (!(error instanceof TinyCloudError)) return error
  const { received } = error.details
  if (received === undefined || !openings.some((opening) => received.startsWith(opening))) return error
  return new TinyCloudError('sql_rejected', `The statement was refused: ${received}.`, {
    details: error.details,
    cause: error,
  })
}
