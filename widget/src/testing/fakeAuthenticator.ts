import type { KeyEndpointSubject } from './keyEndpointContract.ts'

const credential = { id: 'credential-1', rawId: 'credential-1', type: 'public-key', clientExtensionResults: {} }
const nothing = { authenticatorData: '', clientDataJSON: '' }

/** One passkey that proves nothing, for endpoints that check nothing. */
export const fakeAuthenticator: KeyEndpointSubject['authenticator'] = {
  register: () => ({
    ...credential,
    response: { ...nothing, attestationObject: '', publicKeyAlgorithm: -7, transports: [] },
  }),
  authenticate: () => ({ ...credential, response: { ...nothing, signature: '' } }),
}
