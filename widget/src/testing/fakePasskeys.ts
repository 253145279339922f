import type { OpenKeyError } from '@openkey/protocol'
import type { Passkeys } from '../ports/passkeys.ts'

export type FakePasskeys = Passkeys & {
  /** What the next ceremony fails with, once. */
  failNext(error: OpenKeyError): void
}

/** An authenticator with one passkey, whose user never hesitates. */
export function createFakePasskeys({ canRegister = true }: { readonly canRegister?: boolean } = {}): FakePasskeys {
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
    support: () => ({ canAuthenticate: true, canRegister }),
    failNext(error) {
      failure = error
    },
    async authenticate() {
      begin()
      return { ...credential, response: { clientDataJSON: '', authenticatorData: '', signature: '' } }
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
