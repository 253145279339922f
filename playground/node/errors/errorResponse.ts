import { NodeError } from './nodeError.ts'

/** The one place where a thrown value becomes HTTP. What is not a refusal of ours says nothing about its cause. */
export function errorResponse(error: unknown, report: (error: unknown) => void): Response {
  const refusal = error instanceof NodeError ? error : new NodeError(isBusy(error) ? 'storage_busy' : 'internal')
  if (refusal !== error) report(error)
  return new Response(refusal.message, {
    status: refusal.status,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })
}

/** Another process holds the database's write lock for longer than the time we wait. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
}
