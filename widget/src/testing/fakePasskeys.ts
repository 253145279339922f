import type { OpenKeyError } from '@openkey/protocol'
import type { Passkeys } from '../ports/passkeys.ts'
import { fakeAssertion } from './fakeAssertion.ts'

export type FakePasskeys = Passkeys & {
  /** What the next ceremony fails with, once. */
  failNext(error: OpenKeyError): void
  /** What it was asked for, oldest first. */
  readonly asked: readonly PublicKeyCredentialRequestOptionsJSON[]
}

/** An authenticator with one passkey, whose user never hesitates. */
export function createFakePasskeys({ canRegister = true }: { readonly canRegister?: boolean } = {}): FakePasskeys {
  const asked: PublicKeyCredentialRequestOptionsJSON[] = []
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
      const response = {
        clientDataJSON: '',
        authenticatorData: '',
        attestationObject: '',
        publicKeyAlgorithm: -7,
        transports: [],
      }
      return { ...credential, response }
    },
  }
}
