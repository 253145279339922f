import type { OpenKeyError } from '@openkey/protocol'
import { toBase64url } from '../domain/base64url.ts'
import type { Passkeys } from '../ports/passkeys.ts'

export type FakePasskeys = Passkeys & {
  /** Error of the next ceremony, once. */
  failNext(error: OpenKeyError): void
  /** Ids of passkeys that it was told to forget. */
  readonly disowned: readonly string[]
  /** Requests it received, oldest first. */
  readonly asked: readonly PublicKeyCredentialRequestOptionsJSON[]
}

/** An authenticator with one passkey, whose user never hesitates. */
export function createFakePasskeys({ canRegister = true }: { readonly canRegister?: boolean } = {}): FakePasskeys {
  const asked: PublicKeyCredentialRequestOptionsJSON[] = []
  const disowned: string[] = []
  let made = 0
  let failure: OpenKeyError | undefined
  function begin() {
    const thrown = failure
    failure = undefined
    if (thrown) throw thrown
  }
  const credential = {
    id: 'passkey-1',
    rawId: 'passkey-1',
    type: 'public-key',
    clientExtensionResults: {},
  } as const
  return {
    asked,
    disowned,
    signalUnknown: ({ id }) => void disowned.push(id),
    support: () => ({ canAuthenticate: true, canRegister }),
    failNext(error) {
      failure = error
    },
    async authenticate(options) {
      asked.push(options)
      begin()
      return fakeAssertion(credential.id, options)
    },
    async register() {
      begin()
      made += 1
      const id = `passkey-${made}`
      const response = {
        clientDataJSON: '',
        authenticatorData: '',
        attestationObject: '',
        publicKeyAlgorithm: -7,
        transports: [],
      }
      return { ...credential, id, rawId: id, response }
    },
  }
}

/** The response of a browser to a ceremony, without a valid signature. */
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
