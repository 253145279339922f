import { fakeAssertion } from './fakePasskeys.ts'
import type { KeyEndpointSubject } from './keyEndpointSubject.ts'

const id = 'credential-1'
const nothing = { authenticatorData: '', clientDataJSON: '', attestationObject: '' }

/** One passkey that proves nothing, for endpoints that check little. */
export const fakeAuthenticator: KeyEndpointSubject['authenticator'] = {
  register: () => ({
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response: { ...nothing, publicKeyAlgorithm: -7, transports: [] },
  }),
  authenticate: (options) => fakeAssertion(id, options),
}
