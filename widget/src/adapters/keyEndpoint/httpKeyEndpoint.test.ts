import { OpenKeyError, parseOrigin } from '@openkey/protocol'
import { testVector } from '@openkey/protocol/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { serveOnLoopback } from '../../../server/testing/serveOnLoopback.ts'
import { fakeAuthenticator } from '../../testing/fakeAuthenticator.ts'
import { createFakeKeyEndpoint } from '../../testing/fakeKeyEndpoint.ts'
import { keyEndpointContract } from '../../testing/keyEndpointContract.ts'
import { keyEndpointRoutes } from '../../testing/keyEndpointRoutes.ts'
import { createMemorySessionStore } from '../storage/memorySessionStore.ts'
import type { SignInContext } from './callKeyEndpoint.ts'
import { createHttpKeyEndpoint, type HttpKeyEndpointOptions } from './httpKeyEndpoint.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function serve(
  handle: (request: Request) => Response | Promise<Response>,
  { timeoutMs = 5_000, signInContext }: Pick<HttpKeyEndpointOptions, 'timeoutMs' | 'signInContext'> = {},
) {
  const { url, close } = await serveOnLoopback(handle)
  closing.push(close)
  return createHttpKeyEndpoint({ baseUrl: url, timeoutMs, ...(signInContext && { signInContext }) })
}

/** An endpoint that answers everything alike, and the requests it got. */
async function answering(response: () => Response | Promise<Response>, signInContext?: SignInContext) {
  const requests: Request[] = []
  const bodies: unknown[] = []
  const endpoint = await serve(
    async (request) => {
      requests.push(request)
      bodies.push(request.method === 'POST' ? await request.clone().json() : undefined)
      return response()
    },
    { ...(signInContext && { signInContext }) },
  )
  return { endpoint, requests, bodies }
}

const signature = `0x${'ab'.repeat(64)}1b` as const
const { address } = testVector
const anOrder = { token: 'token-1', keyId: 'key-1', message: 'text' }

describe('createHttpKeyEndpoint', () => {
  for (const { name, run } of keyEndpointContract) {
    test(name, async () => {
      const fake = createFakeKeyEndpoint()
      const endpoint = await serve(keyEndpointRoutes(fake))
      await run({ endpoint, codeFor: fake.codeFor, authenticator: fakeAuthenticator })
    })
  }

  test('sends the exact message, and asks for EIP-191', async () => {
    const { endpoint, requests, bodies } = await answering(() => Response.json({ signature, address }))
    const request = { token: 'token-1', keyId: 'key/1', message: testVector.siwe }
    await endpoint.sign(request)
    await endpoint.sign({ ...request, purpose: 'sign-in' })
    const body = { message: testVector.siwe, format: 'personal_sign' }
    expect(bodies).toEqual([body, { ...body, purpose: 'sign-in' }])
    expect(new URL(requests[0]?.url ?? '').pathname).toBe('/api/keys/key%2F1/sign')
    expect(requests[0]?.headers.get('authorization')).toBe('Bearer token-1')
  })

  test('S18: sends a bearer only where there is one, and never a cookie', async () => {
    const inits: RequestInit[] = []
    const fetch = async (_: unknown, init?: RequestInit) => {
      inits.push(init ?? {})
      return Response.json(null)
    }
    const endpoint = createHttpKeyEndpoint({ baseUrl: 'https://api.example', fetch })
    await endpoint.sendEmailCode('a@example.org')
    await endpoint.whoAmI('token-1')
    expect(inits.map(({ credentials, redirect, referrerPolicy }) => [credentials, redirect, referrerPolicy])).toEqual([
      ['omit', 'error', 'no-referrer'],
      ['omit', 'error', 'no-referrer'],
    ])
    expect(inits.map(({ headers }) => new Headers(headers).get('authorization'))).toEqual([null, 'Bearer token-1'])
  })

  test('prefers the session in the header to the body', async () => {
    const { endpoint } = await answering(() =>
      Response.json({ token: 'unsigned' }, { headers: { 'set-auth-token': 'signed' } }),
    )
    expect(await endpoint.signInWithEmailCode('a@example.org', '123456')).toBe('signed')
  })

  test('reads the session from `session.token` if nothing else names one', async () => {
    const { endpoint } = await answering(() => Response.json({ token: null, session: { token: 'nested' } }))
    expect(await endpoint.signInWithEmailCode('a@example.org', '123456')).toBe('nested')
  })

  test('S17: sends the page around the frame with a requested code and with an entered one', async () => {
    const topOrigin = parseOrigin('https://app.example')
    const signInContext = { topOrigin, partition: createMemorySessionStore() }
    const { endpoint, bodies } = await answering(() => Response.json({ token: 'token-1' }), signInContext)
    await endpoint.sendEmailCode('a@example.org')
    await endpoint.signInWithEmailCode('a@example.org', '123456')
    expect(bodies).toEqual([
      { email: 'a@example.org', type: 'sign-in', topOrigin },
      { email: 'a@example.org', otp: '123456', topOrigin },
    ])
  })

  test('S17: keeps what any sign-in says of the partition, and sends it with the next code', async () => {
    const partition = createMemorySessionStore()
    const answers = [
      { token: 'token-1', partitionToken: 'by-code' },
      { sessionToken: 'token-1', partitionToken: 'by-passkey' },
      { signature, address, sessionToken: 'token-1', partitionToken: 'by-approval' },
    ]
    const { endpoint, bodies } = await answering(() => Response.json(answers.shift() ?? { token: 'token-2' }), {
      partition,
    })
    const response = {} as AuthenticationResponseJSON
    const kept = []
    for (const signIn of [
      () => endpoint.signInWithEmailCode('a@example.org', '123456'),
      () => endpoint.finishPasskeySignIn(response, 'c'),
      () => endpoint.sign({ keyId: 'key-1', message: 'text', approval: response }),
    ]) {
      await signIn()
      kept.push(await partition.partitionToken())
    }
    await endpoint.signInWithEmailCode('a@example.org', '123456')
    expect(kept).toEqual(['by-code', 'by-passkey', 'by-approval'])
    expect([bodies[0], bodies[3]]).toEqual([
      { email: 'a@example.org', otp: '123456' },
      { email: 'a@example.org', otp: '123456', partitionToken: 'by-approval' },
    ])
  })

  test.each([
    ['window_required', 'window'],
    ['passkey_required', 'passkey'],
    ['approval_required', 'passkey'],
  ])('S17: tells what is wanted where a refusal says %s', async (code, expected) => {
    const { endpoint } = await answering(() => Response.json({ error: 'No', code }, { status: 403 }))
    const refusal = { code: 'key_endpoint_rejected', details: { status: 403, expected } }
    await expect(endpoint.signInWithEmailCode('a@example.org', '123456')).rejects.toMatchObject(refusal)
    await expect(endpoint.sign(anOrder)).rejects.toMatchObject(refusal)
  })

  test('refuses a sign-in without a session', async () => {
    const { endpoint } = await answering(() => Response.json({ user: {} }))
    await expect(endpoint.signInWithEmailCode('a@example.org', '123456')).rejects.toMatchObject({
      code: 'key_endpoint_unreachable',
    })
  })

  test('keeps the token it has when registering a passkey brings none', async () => {
    const { endpoint } = await answering(() => Response.json({ verified: true }))
    const response = {} as RegistrationResponseJSON
    expect(await endpoint.finishPasskeyRegistration('token-1', { response, challengeToken: 'c' })).toBe('token-1')
  })

  test('does not take an answered sign-out for an ended session', async () => {
    const { endpoint } = await answering(() => Response.json({ user: { id: 'still here' } }))
    await expect(endpoint.signOut('token-1')).rejects.toMatchObject({ code: 'key_endpoint_rejected' })
  })

  test('S14: accepts a signature whatever is reported about provisioning', async () => {
    const reports = [undefined, null, { status: 'complete' }, { status: 'failed', errorCode: 'x_y' }, 'nonsense', {}]
    const bootstraps = await Promise.all(
      reports.map(async (tinycloudBootstrap) => {
        const { endpoint } = await answering(() => Response.json({ signature, address, tinycloudBootstrap }))
        return (await endpoint.sign(anOrder)).bootstrap
      }),
    )
    expect(bootstraps).toEqual([
      { status: 'skipped' },
      { status: 'skipped' },
      { status: 'complete' },
      { status: 'failed', errorCode: 'x_y' },
      { status: 'failed' },
      { status: 'failed' },
    ])
  })

  test('S7: puts no text of the endpoint into an error', async () => {
    for (const status of [400, 401, 403, 404, 429, 500, 503]) {
      const { endpoint } = await answering(() => Response.json({ error: 'secret-text' }, { status }))
      const error = await endpoint.listKeys('token-1').catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(OpenKeyError)
      expect(JSON.stringify([error, String(error), (error as Error).cause])).not.toContain('secret-text')
    }
  })

  test.each([
    ['no JSON', () => new Response('<html>')],
    ['nothing', () => new Response(null)],
    ['another shape', () => Response.json({ keys: [{ id: 1 }] })],
    ['a key without an address', () => Response.json({ keys: [{ id: 'k', address: '0x19E7' }] })],
    ['more than it may', () => Response.json({ keys: [], more: 'x'.repeat(300_000) })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: '/elsewhere' } })],
  ])('calls an endpoint that answers with %s unreachable', async (_, response) => {
    const { endpoint } = await answering(response)
    await expect(endpoint.listKeys('token-1')).rejects.toMatchObject({ code: 'key_endpoint_unreachable' })
  })

  test('calls an endpoint unreachable that is not there', async () => {
    const { url, close } = await serveOnLoopback(() => new Response())
    await close()
    const endpoint = createHttpKeyEndpoint({ baseUrl: url })
    await expect(endpoint.whoAmI('token-1')).rejects.toMatchObject({ code: 'key_endpoint_unreachable' })
  })

  test('calls an endpoint unreachable that does not answer in time', async () => {
    const endpoint = await serve(() => new Promise(() => undefined), { timeoutMs: 50 })
    await expect(endpoint.whoAmI('token-1')).rejects.toMatchObject({ code: 'key_endpoint_unreachable' })
  })

  test('ends a request whose caller gives up halfway', async () => {
    const endpoint = await serve(() => new Promise(() => undefined))
    const controller = new AbortController()
    const calling = endpoint.sign(anOrder, { signal: controller.signal })
    controller.abort()
    await expect(calling).rejects.toMatchObject({ code: 'aborted' })
  })
})
