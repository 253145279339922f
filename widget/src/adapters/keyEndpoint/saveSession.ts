import type { SessionToken } from '../../ports/keyEndpoint.ts'
import type { KeyEndpointTransport } from './callKeyEndpoint.ts'

/** Takes note of a session that an answer has opened, and of the partition's own token that came with it. */
export async function adoptSession(
  { possession, place }: Pick<KeyEndpointTransport, 'possession' | 'place'>,
  {
    sessionToken,
    partitionToken,
  }: { readonly sessionToken: SessionToken; readonly partitionToken?: string | undefined },
): Promise<SessionToken> {
  await possession.adopt(sessionToken)
  if (partitionToken !== undefined) await place.partition.keepPartitionToken(partitionToken)
  return sessionToken
}
