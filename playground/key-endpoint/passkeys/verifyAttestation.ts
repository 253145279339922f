import { type RegistrationResponseJSON, verifyRegistrationResponse } from '@simplewebauthn/server'
import { passkeyRefused } from './passkeyRefused.ts'
import type { Passkey } from './passkeyStore.ts'
import { readTopOrigin } from './readTopOrigin.ts'
import type { RelyingParty } from './relyingParty.ts'

/**
 * The credential that this response creates.
 * @throws {HttpError} 400 when it does not verify in every part
 */
export async function verifyAttestation(
  response: RegistrationResponseJSON,
  { challenge, party }: { readonly challenge: string; readonly party: RelyingParty },
): Promise<Pick<Passkey, 'id' | 'publicKey' | 'counter' | 'transports' | 'deviceType' | 'isBackedUp'>> {
  readTopOrigin(response.response.clientDataJSON, party.embedding)
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.widgetOrigin,
    expectedRPID: party.rpId,
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
