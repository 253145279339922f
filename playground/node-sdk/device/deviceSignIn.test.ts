import { describe, expect, onTestFinished, test } from 'vitest'
import { startTimeoutMs } from '../../key-endpoint/testing/startTimeoutMs.ts'
import { startTestEndpoint } from '../../key-endpoint/testing/testEndpoint.ts'
import { signInByDevice } from './deviceSignIn.ts'

describe('signInByDevice', () => {
  test(
    'says that it needs the public URL of the key endpoint, before anybody has typed the code',
    async () => {
      const endpoint = await startTestEndpoint()
      onTestFinished(() => endpoint.close())
      const connecting = signInByDevice({
        keyEndpointUrl: 'http://10.0.0.7:5175',
        clientId: 'tinycloud-cli',
        onPrompt: () => {},
        fetch: async (...request) => endpoint.fetch(new Request(...request)),
        wait: async () => {},
      })
      await expect(connecting).rejects.toMatchObject({
        code: 'signer_rejected',
        message: expect.stringContaining('`keyEndpointUrl` must be its public URL'),
      })
    },
    startTimeoutMs,
  )
})
