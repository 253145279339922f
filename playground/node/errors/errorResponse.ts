import { NodeError, type NodeErrorCode } from './nodeError.ts'

/**
 * Converts a thrown value to a response. The response to an unexpected error reveals nothing about its cause.
 * @param onError receives an unexpected error
 * @param onCode receives the code of every error
 */
export function errorResponse(
  error: unknown,
  onError: (error: unknown) => void,
  onCode: (code: NodeErrorCode) => void = () => undefined,
): Response {
  const nodeError = error instanceof NodeError ? error : new NodeError(codeOf(error))
  if (nodeError !== error) onError(error)
  onCode(nodeError.code)
  return new Response(nodeError.message, {
    status: nodeError.status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...(nodeError.status === 503 && { 'retry-after': '1' }),
      ...(nodeError.status === 429 && { 'retry-after': '60' }),
    },
  })
}

/** Codes of SQLite, PostgreSQL, MySQL and the operating system. */
const storageErrors: readonly (readonly [code: NodeErrorCode, pattern: RegExp])[] = [
  ['storage_busy', /^(?:SQLITE_BUSY.*|55P03|57014|40001|40P01|ER_LOCK_WAIT_TIMEOUT|ER_LOCK_DEADLOCK)$/],
  ['storage_full', /^(?:SQLITE_FULL.*|ENOSPC|53100|ER_DISK_FULL|ER_RECORD_FILE_FULL)$/],
  [
    'storage_unavailable',
    /^(?:ECONN(?:REFUSED|RESET|ABORTED)|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|08\w{3}|57P0[1-3]|53300|PROTOCOL_CONNECTION_LOST|PROTOCOL_SEQUENCE_TIMEOUT|ER_CON_COUNT_ERROR|ER_SERVER_SHUTDOWN)$/,
  ],
]

/** Messages of the drivers for a lost connection that has no code. */
const lostConnection = /^(?:timeout exceeded when trying to connect|Connection terminated|Pool is closed)/

/** Tells apart what an operator can resolve: a lock that another process holds, a full disk, and a server that is away. */
function codeOf(error: unknown): NodeErrorCode {
  const [cause = error] = error instanceof AggregateError ? error.errors : []
  const { code = '', name = '', message = '' } = Object(cause)
  const found = storageErrors.find(([, pattern]) => pattern.test(String(code)))
  if (found) return found[0]
  // The name is that of an S3 client which received no answer.
  return lostConnection.test(String(message)) || name === 'TimeoutError' ? 'storage_unavailable' : 'internal'
}
