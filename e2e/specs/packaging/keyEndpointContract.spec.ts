import { afterAll, beforeAll, describe, test } from 'vitest'
import { createSoftAuthenticator } from '../../../playground/key-endpoint/testing/softAuthenticator.ts'
import {
  publicUrl,
  startTestEndpoint,
  type TestEndpoint,
  widgetOrigin,
} from '../../../playground/key-endpoint/testing/testEndpoint.ts'
import { serveOnLoopback } from '../../../widget/server/testing/serveOnLoopback.ts'
import { createDpopProofOfPossession } from '../../../widget/src/adapters/keyEndpoint/dpop/dpopProofOfPossession.ts'
import { createProofKeys } from '../../../widget/src/adapters/keyEndpoint/dpop/proofKeys.ts'
import { createHttpKeyEndpoint } from '../../../widget/src/adapters/keyEndpoint/httpKeyEndpoint.ts'
import { keyEndpointContract } from '../../../widget/src/testing/keyEndpointContract.ts'

/** Runs the contract suite of the widget's fake against the real endpoint, over HTTP. */
describe.each([
  { dpop: 'off', path: '' },
  { dpop: 'required', path: '/keys/v1' },
] as const)('the HTTP adapter against the real key endpoint, DPoP $dpop, below "$path"', ({ dpop, path }) => {
  let real: TestEndpoint
  let server: Awaited<ReturnType<typeof serveOnLoopback>>
  beforeAll(async () => {
    real = await startTestEndpoint({ dpop, publicUrl: publicUrl + path })
    server = await serveOnLoopback((request) => {
      const headers = new Headers(request.headers)
      // Node's fetch sends no Origin; a browser's would send the widget's.
      headers.set('origin', widgetOrigin)
      return real.fetch(new Request(request, { headers }))
    })
  })
  afterAll(async () => {
    await server.close()
    await real.close()
  })

  for (const { name, run } of keyEndpointContract) {
    test(name, () =>
      run({
        endpoint: createHttpKeyEndpoint({
          // Proofs name the URL the endpoint goes by; it is reached on loopback.
          baseUrl: publicUrl + path,
          fetch: (url, init) => fetch(String(url).replace(publicUrl, server.url), init),
          ...(dpop === 'required' && {
            proofOfPossession: createDpopProofOfPossession({ keys: createProofKeys(), clock: Date }),
          }),
        }),
        codeFor: real.codeFor,
        authenticator: createSoftAuthenticator({ origin: widgetOrigin }),
      }),
    )
  }
})
