import { OpenKeyError } from '@openkey/protocol'
import { parseSiweMessage } from '@openkey/protocol/siwe'
import { describe, expect, test } from 'vitest'
import type { OpenKey } from '../openKey.ts'
import { type SignInToServerOptions, signInToServer } from './signInToServer.ts'

const address = '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf'
const signature = `0x${'11'.repeat(65)}` as const
const bootstrap = { status: 'skipped' } as const

/** An instance whose user signs whatever is prepared. */
const openkey: Pick<OpenKey, 'connect' | 'signIn'> = {
  connect: async () => ({ address, chainId: 10, keyId: 'key-1' }),
  async signIn(auth) {
    const { prepared, keyId, jwk } = await auth.prepareSessionForSigning()
    return { session: await auth.signInWithPreparedSession(prepared, signature, keyId, jwk), bootstrap }
  },
}

function options(changes: Partial<SignInToServerOptions> = {}): SignInToServerOptions {
  return {
    openkey,
    server: { nonce: async () => '8Kq2mZ0aXw', verify: async () => 'welcome' },
    statement: 'Sign in to Notes.',
    origin: 'https://notes.example:8443',
    now: () => Date.UTC(2026, 10, 20, 12),
    signal: new AbortController().signal,
    ...changes,
  }
}

describe('signInToServer', () => {
  test('signs a plain message about this origin, with the nonce of the server, for ten minutes', async () => {
    const { message, ...rest } = await signInToServer(options())
    expect(rest).toEqual({ address, signature, bootstrap, answer: 'welcome' })
    expect(parseSiweMessage(message)).toEqual({
      domain: 'notes.example:8443',
      address,
      statement: 'Sign in to Notes.',
      uri: 'https://notes.example:8443/',
      version: '1',
      chainId: 10,
      nonce: '8Kq2mZ0aXw',
      issuedAt: '2026-11-20T12:00:00.000Z',
      expirationTime: '2026-11-20T12:10:00.000Z',
    })
  })

  const minuteMs = 60_000
  test.for<readonly [string, number, from: number, to: number]>([
    ['agree', 0, 0, 10],
    ['differ a little: server ahead', 3, 3, 13],
    ['differ by more than the widget allows: server ahead', 60, 4, 70],
    ['differ a little: server behind', -3, -3, 10],
    ['differ by a day: server behind', -1_440, -1_440, 10],
  ])('chooses times that both accept, if the clocks %s', async ([, ahead, from, to]) => {
    const server = {
      nonce: async () => '8Kq2mZ0aXw',
      aheadMs: () => ahead * minuteMs,
      verify: async () => undefined,
    }
    const { issuedAt, expirationTime = '' } = parseSiweMessage((await signInToServer(options({ server }))).message)
    const minutes = (text: string) => (Date.parse(text) - Date.UTC(2026, 10, 20, 12)) / minuteMs
    expect([minutes(issuedAt), minutes(expirationTime)]).toEqual([from, to])
  })

  test('shows no message if the server issues no nonce', async () => {
    const problem = new OpenKeyError('invalid_params', 'No nonce.')
    const server = { nonce: () => Promise.reject(problem), verify: async () => undefined }
    await expect(signInToServer(options({ server }))).rejects.toBe(problem)
  })

  test('rejects with the error of the server', async () => {
    const refusal = new OpenKeyError('unauthorized', 'No.')
    const server = { nonce: async () => '8Kq2mZ0aXw', verify: () => Promise.reject(refusal) }
    await expect(signInToServer(options({ server }))).rejects.toBe(refusal)
  })

  test('rejects a statement that a message cannot contain', async () => {
    const { code } = await signInToServer(options({ statement: 'Sign in\nURI: https://elsewhere.example' })).catch(
      (error) => error,
    )
    expect(code).toBe('siwe_malformed')
  })
})
