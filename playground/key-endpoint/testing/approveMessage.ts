import { createHash } from 'node:crypto'
import type { CeremonyBend, SoftAuthenticator } from './softAuthenticator.ts'

/** What a passkey says to exactly this message. Its challenge is computed here as the documents have it. */
export function approveMessage(authenticator: SoftAuthenticator, message: string, bend?: CeremonyBend) {
  const committed = Buffer.concat([Buffer.from('openkey-sign-v1'), Buffer.of(0), Buffer.from(message)])
  const challenge = createHash('sha256').update(committed).digest('base64url')
  return { response: authenticator.authenticate({ challenge, rpId: 'openkey.localhost' }, bend) }
}
