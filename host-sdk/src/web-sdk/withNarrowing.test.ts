import { createSessionKey, prepareSession } from '@openkey/protocol/session'
import { listCapabilities, parseSiweMessage, readRecap } from '@openkey/protocol/siwe'
import { describe, expect, test, vi } from 'vitest'
import type { Narrowing } from '../index.ts'
import { withNarrowing } from './withNarrowing.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const spaceId = `tinycloud:pkh:eip155:1:${address}:default`
const verbs = ['get', 'put', 'del'].map((verb) => `tinycloud.kv/${verb}`)
const without = (...names: string[]) =>
  names.map((name) => ({ resource: `${spaceId}/kv`, ability: `tinycloud.kv/${name}` }))

/** A web-sdk that prepares what it is told to, or always everything. */
function setup({ obeys = true } = {}) {
  let minute = 0
  const auth = {
    prepareSessionForSigning: vi.fn(async ({ narrowing }: { narrowing?: Narrowing | undefined } = {}) => {
      const gone = obeys ? (narrowing?.removed.map(({ ability }) => ability) ?? []) : []
      const prepared = prepareSession({
        ...{ address, chainId: 1, domain: 'app.example', spaceId, issuedAt: '2026-03-01T12:00:00.000Z' },
        expirationTime: (obeys && narrowing?.expirationTime) || `2026-03-01T13:0${minute++}:00.000Z`,
        abilities: { kv: { '': verbs.filter((verb) => !gone.includes(verb)) } },
      })
      return { prepared, keyId: 'session-1', jwk: createSessionKey().jwk }
    }),
    signInWithPreparedSession: vi.fn(async (_: { readonly siwe: string }, signature: string) => signature),
  }
  return { auth, narrowable: withNarrowing(auth) }
}

const abilitiesOf = (siwe: string) =>
  listCapabilities(readRecap(parseSiweMessage(siwe)) ?? { att: {}, prf: [] }).map(({ ability }) => ability)

describe('withNarrowing', () => {
  test('prepares the session again with what the user kept', async () => {
    const { narrowable } = setup()
    const { prepared } = await narrowable.prepareSessionForSigning()
    const expirationTime = '2026-03-01T12:15:00.000Z'
    const narrowed = await narrowable.narrowSession?.(prepared.siwe, { removed: without('del'), expirationTime })
    const { siwe } = narrowed?.prepared ?? prepared
    expect(abilitiesOf(siwe)).toEqual(['tinycloud.kv/get', 'tinycloud.kv/put'])
    expect(parseSiweMessage(siwe).expirationTime).toBe(expirationTime)
  })

  test('S3: keeps the end of the message that the user saw, although the new one is written later', async () => {
    const { narrowable } = setup()
    const { prepared } = await narrowable.prepareSessionForSigning()
    const narrowed = await narrowable.narrowSession?.(prepared.siwe, { removed: without('del') })
    expect(parseSiweMessage(narrowed?.prepared.siwe ?? '').expirationTime).toBe('2026-03-01T13:00:00.000Z')
  })

  test('adds up what the user removes, review after review, and forgets it with the next sign-in', async () => {
    const { auth, narrowable } = setup()
    const expirationTime = '2026-03-01T12:15:00.000Z'
    const first = await narrowable.prepareSessionForSigning()
    const second = await narrowable.narrowSession?.(first.prepared.siwe, { removed: without('del'), expirationTime })
    await narrowable.narrowSession?.(second?.prepared.siwe ?? '', { removed: without('put') })
    expect(auth.prepareSessionForSigning).toHaveBeenLastCalledWith({
      narrowing: { removed: without('del', 'put'), expirationTime },
    })
    const again = await narrowable.prepareSessionForSigning()
    await narrowable.narrowSession?.(again.prepared.siwe, { removed: without('put') })
    expect(auth.prepareSessionForSigning).toHaveBeenLastCalledWith({
      narrowing: { removed: without('put'), expirationTime: '2026-03-01T13:01:00.000Z' },
    })
  })

  test.each<[string, Narrowing]>([
    ['permissions', { removed: without('del') }],
    ['lifetime', { removed: [], expirationTime: '2026-03-01T12:15:00.000Z' }],
  ])('rejects a web-sdk that ignores the chosen %s', async (_, narrowing) => {
    const { narrowable } = setup({ obeys: false })
    const { prepared } = await narrowable.prepareSessionForSigning()
    await expect(narrowable.narrowSession?.(prepared.siwe, narrowing)).rejects.toMatchObject({
      code: 'invalid_params',
      details: { field: 'prepareSessionForSigning' },
    })
  })

  test('rejects a choice that ends later than the message', async () => {
    const { narrowable } = setup()
    const { prepared } = await narrowable.prepareSessionForSigning()
    const later = { removed: [], expirationTime: '2026-03-01T14:00:00.000Z' }
    await expect(narrowable.narrowSession?.(prepared.siwe, later)).rejects.toMatchObject({ code: 'invalid_params' })
  })

  test('completes the session as before', async () => {
    const { auth, narrowable } = setup()
    const { prepared, keyId, jwk } = await narrowable.prepareSessionForSigning()
    expect(await narrowable.signInWithPreparedSession(prepared, '0x01', keyId, jwk)).toBe('0x01')
    expect(auth.signInWithPreparedSession).toHaveBeenCalledWith(prepared, '0x01', keyId, jwk)
  })
})
