import type { SessionToken } from '../../ports/keyEndpoint.ts'
import type { KeyEndpointTransport } from './callKeyEndpoint.ts'

/** Stores the session that a response has opened, and its partition token. */
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
