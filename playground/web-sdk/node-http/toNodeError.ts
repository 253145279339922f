import { TinyCloudError } from '../tinyCloudError.ts'

/** Classifies a non-2xx answer. The node's own sentence is kept, bounded, as what was received. */
export async function toNodeError(response: Response, host: string): Promise<TinyCloudError> {
  const { status } = response
  const received = (await response.text().catch(() => '')).slice(0, 256)
  const details = { host, status, ...(received !== '' && { received }) }
  if (status === 401 || status === 403) {
    return new TinyCloudError('session_rejected', `The node does not accept this session: ${received || status}.`, {
      details,
    })
  }
  if (status === 404 && received.startsWith('Space not found')) {
    return new TinyCloudError('space_not_hosted', `The node at ${host} does not host this space.`, { details })
  }
  if (status === 412) {
    return new TinyCloudError('precondition_failed', 'The stored value is not as the condition demands.', { details })
  }
  return new TinyCloudError('node_rejected', `The node answered ${status}${received && `: ${received}`}.`, { details })
}
