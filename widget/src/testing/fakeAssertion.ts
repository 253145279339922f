import { toBase64url } from '../domain/toBase64url.ts'

/** What a browser answers a ceremony with, signed by nobody. */
export function fakeAssertion(id: string, { challenge }: { readonly challenge: string }): AuthenticationResponseJSON {
  const clientData = JSON.stringify({ type: 'webauthn.get', challenge, origin: 'https://openkey.example' })
  const clientDataJSON = toBase64url(new TextEncoder().encode(clientData))
  return {
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON, authenticatorData: '', signature: '' },
  }
}
