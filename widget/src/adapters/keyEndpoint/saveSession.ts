import type { SessionToken } from '../../ports/keyEndpoint.ts'
import type { KeyEndpointTransport } from './callKeyEndpoint.ts'

/** Takes note of a session that an answer has opened, and of the partition's own token that came with it. */
export async function saveSession(
  { proofOfPossession, signInContext }: Pick<KeyEndpointTransport, 'proofOfPossession' | 'signInContext'>,
  {
    sessionToken,
    partitionToken,
  }: { readonly sessionToken: SessionToken; readonly partitionToken?: string | undefined },
): Promise<SessionToken> {
  await proofOfPossession.bindSession(sessionToken)
  if (partitionToken !== undefined) await signInContext.partition.keepPartitionToken(partitionToken)
  return sessionToken
}
