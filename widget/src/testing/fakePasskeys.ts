import type { OpenKeyError } from '@openkey/protocol'
import type { Passkeys } from '../ports/passkeys.ts'
import { fakeAssertion } from './fakeAssertion.ts'

export type FakePasskeys = Passkeys & {
  /** What the next ceremony fails with, once. */
  failNext(error: OpenKeyError): void
  /** Ids of passkeys that it was told to forget. */
  readonly disowned: readonly string[]
  /** What it was asked for, oldest first. */
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
