import { describe, test } from 'vitest'
import { fakeAuthenticator } from './fakeAuthenticator.ts'
import { createFakeKeyEndpoint } from './fakeKeyEndpoint.ts'
import { keyEndpointContract } from './keyEndpointContract.ts'

describe('createFakeKeyEndpoint', () => {
  for (const { name, run } of keyEndpointContract) {
    test(name, () => {
      const endpoint = createFakeKeyEndpoint()
      return run({ endpoint, codeFor: endpoint.codeFor, authenticator: fakeAuthenticator })
    })
  }
})
