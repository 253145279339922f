import { describe, test } from 'vitest'
import { createFakeKeyEndpoint } from './fakeKeyEndpoint.ts'
import { keyEndpointContract } from './keyEndpointContract.ts'

describe('createFakeKeyEndpoint', () => {
  for (const { name, run } of keyEndpointContract) {
    test(name, () => {
      const { codeFor, failNext, ...endpoint } = createFakeKeyEndpoint()
      return run({ endpoint, codeFor, failNext })
    })
  }
})
