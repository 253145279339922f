import { NodeError } from './nodeError.ts'

/** Converts a thrown value to a response. The response to an unexpected error reveals nothing about its cause. */
export function errorResponse(error: unknown, onError: (error: unknown) => void): Response {
  const nodeError = error instanceof NodeError ? error : new NodeError(isBusy(error) ? 'storage_busy' : 'internal')
  if (nodeError !== error) onError(error)
  return new Response(nodeError.message, {
    status: nodeError.status,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })
}

/** Returns whether another process held the write lock of the database beyond the timeout. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
}
