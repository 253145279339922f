import {
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { decodeClientDataJSON } from '@simplewebauthn/server/helpers'
import { HttpError } from '../http/httpError.ts'
import type { Passkey, PasskeyStore } from './passkeyStore.ts'
import { type Embedding, isEmbeddingAllowed, type RelyingParty } from './relyingParty.ts'

export type VerifiedAssertion = {
  readonly userId: string
  readonly isInFrame: boolean
  /** Page around that frame, if the browser reports it. */
  readonly topOrigin: string | undefined
}

/**
 * Verifies an assertion against a registered passkey: signature, challenge, origin, top origin, rpId, user
 * verification, counter and user handle.
 * @throws {HttpError} 400 when anything does not match
 */
export async function verifyAssertion(
  response: AuthenticationResponseJSON,
  {
    challenge,
    relyingParty,
    passkeys,
  }: { readonly challenge: string; readonly relyingParty: RelyingParty; readonly passkeys: PasskeyStore },
): Promise<VerifiedAssertion> {
  const known = await passkeys.find(response.id)
  if (known === undefined) throw passkeyRefused()
  assertOwnHandle(response.response.userHandle, known)
  const topOrigin = readTopOrigin(response.response.clientDataJSON, relyingParty.embedding)
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: relyingParty.widgetOrigin,
    expectedRPID: relyingParty.rpId,
    ...(topOrigin !== undefined && { expectedTopOrigin: topOrigin }),
    requireUserVerification: true,
    credential: { id: known.id, publicKey: new Uint8Array(known.publicKey), counter: known.counter },
  }).catch(() => {
    throw passkeyRefused()
  })
  if (!verified || !(await passkeys.advance(known.id, authenticationInfo.newCounter))) throw passkeyRefused()
  const { crossOrigin }: { crossOrigin?: unknown } = decodeClientData(response.response.clientDataJSON)
  return { userId: known.userId, topOrigin, isInFrame: crossOrigin === true }
}

/**
 * Verifies the response of a registration.
 * @returns the new credential
 * @throws {HttpError} 400 when anything does not match
 */
export async function verifyAttestation(
  response: RegistrationResponseJSON,
  { challenge, relyingParty }: { readonly challenge: string; readonly relyingParty: RelyingParty },
): Promise<Pick<Passkey, 'id' | 'publicKey' | 'counter' | 'transports' | 'deviceType' | 'isBackedUp'>> {
  readTopOrigin(response.response.clientDataJSON, relyingParty.embedding)
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: relyingParty.widgetOrigin,
    expectedRPID: relyingParty.rpId,
    requireUserVerification: true,
  }).catch(() => {
    throw passkeyRefused()
  })
  if (!verified) throw passkeyRefused()
  const { credential, credentialDeviceType, credentialBackedUp } = registrationInfo
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: [...(credential.transports ?? [])],
    deviceType: credentialDeviceType,
    isBackedUp: credentialBackedUp,
  }
}

/** The same error for every failed ceremony, so that it does not reveal which credentials exist. */
export function passkeyRefused(): HttpError {
  return new HttpError(400, 'Passkey not accepted')
}

/** A discoverable credential returns a user handle, which must belong to the user of the registered passkey. */
function assertOwnHandle(userHandle: string | undefined, { userId }: Passkey): void {
  if (userHandle !== undefined && Buffer.from(userHandle, 'base64url').toString() !== userId) throw passkeyRefused()
}

/**
 * Reads the page around the frame from the client data (WebAuthn Level 3, 5.8.1). It is absent outside a frame and in
 * browsers that do not report it. The authenticator's signature covers it, so it is authentic once the ceremony
 * verifies.
 * @throws {HttpError} 400 when the policy forbids that page, or the client data is malformed
 */
function readTopOrigin(clientDataJSON: string, embedding: Embedding): string | undefined {
  const topOrigin: unknown = decodeClientData(clientDataJSON).topOrigin
  if (topOrigin === undefined) return undefined
  if (typeof topOrigin !== 'string' || !isEmbeddingAllowed(embedding, topOrigin)) throw passkeyRefused()
  return topOrigin
}

function decodeClientData(clientDataJSON: string) {
  try {
    return decodeClientDataJSON(clientDataJSON)
  } catch {
    throw passkeyRefused()
  }
}
