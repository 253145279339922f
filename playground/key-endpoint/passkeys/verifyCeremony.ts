import { type AuthenticationResponseJSON, verifyAuthenticationResponse } from '@simplewebauthn/server'
import { isCrossOrigin } from './isCrossOrigin.ts'
import { passkeyRefused } from './passkeyRefused.ts'
import type { Passkey, PasskeyStore } from './passkeyStore.ts'
import { readTopOrigin } from './readTopOrigin.ts'
import type { RelyingParty } from './relyingParty.ts'

export type VerifiedAssertion = {
  readonly userId: string
  readonly isInFrame: boolean
  /** Page around that frame, where the browser tells it. */
  readonly topOrigin: string | undefined
}

/**
 * Who made this assertion, and on which page: signature, challenge, origin, top origin, rpId, user verification, counter
 * and user handle all agree with a passkey we know.
 * @throws {HttpError} 400 when anything does not
 */
export async function verifyAssertion(
  response: AuthenticationResponseJSON,
  {
    challenge,
    party,
    passkeys,
  }: { readonly challenge: string; readonly party: RelyingParty; readonly passkeys: PasskeyStore },
): Promise<VerifiedAssertion> {
  const known = await passkeys.find(response.id)
  if (known === undefined) throw passkeyRefused()
  refuseForeignHandle(response.response.userHandle, known)
  const topOrigin = readTopOrigin(response.response.clientDataJSON, party.embedding)
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.widgetOrigin,
    expectedRPID: party.rpId,
    ...(topOrigin !== undefined && { expectedTopOrigin: topOrigin }),
    requireUserVerification: true,
    credential: { id: known.id, publicKey: new Uint8Array(known.publicKey), counter: known.counter },
  }).catch(() => {
    throw passkeyRefused()
  })
  if (!verified || !(await passkeys.advance(known.id, authenticationInfo.newCounter))) throw passkeyRefused()
  return { userId: known.userId, topOrigin, isInFrame: isCrossOrigin(response.response.clientDataJSON) }
}

/** A discoverable credential names its user. It must be the one that the credential is registered to. */
function refuseForeignHandle(userHandle: string | undefined, { userId }: Passkey): void {
  if (userHandle !== undefined && Buffer.from(userHandle, 'base64url').toString() !== userId) throw passkeyRefused()
}
