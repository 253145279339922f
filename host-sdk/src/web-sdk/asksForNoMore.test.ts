import { createSessionKey } from '@openkey/protocol/session'
import {
  encodeRecap,
  formatSiweMessage,
  listCapabilities,
  narrowRecap,
  parseSiweMessage,
  type Recap,
  readRecap,
  recapStatement,
} from '@openkey/protocol/siwe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryRecap } from '../../../protocol/src/testing/arbitraryRecap.ts'
import { asksForNoMore } from './asksForNoMore.ts'

const issuedAt = '2026-03-01T12:00:00.000Z'
const expirationTime = '2026-03-01T13:00:00.000Z'

/** Writes a message that a new session key could sign in with. */
function write(recap: Recap, changes: { readonly expirationTime?: string | undefined } = {}): string {
  return formatSiweMessage({
    ...{ domain: 'app.example', address: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A', uri: createSessionKey().did },
    ...{ version: '1', chainId: 1, nonce: 'Nonce0001', issuedAt, expirationTime },
    statement: recapStatement(recap),
    resources: [encodeRecap(recap)],
    ...changes,
  })
}

const kv = 'tinycloud:pkh:eip155:1:0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A:default/kv'
const put = { resource: kv, ability: 'tinycloud.kv/put' }
const recap: Recap = { att: { [kv]: { 'tinycloud.kv/get': [{ until: 'noon' }], 'tinycloud.kv/put': [{}] } }, prf: [] }
const message = write(recap)
const only = (ability: string, caveats: Recap['att'][string][string]) => ({
  att: { [kv]: { [ability]: caveats } },
  prf: [],
})
const earlier = '2026-03-01T12:10:00.000Z'

describe('asksForNoMore', () => {
  test('accepts a message that leaves out what was removed, or more', () => {
    const next = write(narrowRecap(recap, [put]))
    expect(asksForNoMore(next, { of: message, narrowing: { removed: [put] } })).toBe(true)
    expect(asksForNoMore(next, { of: message, narrowing: { removed: [] } })).toBe(true)
  })

  test('accepts a message that ends no later than the user chose', () => {
    const narrowing = { removed: [], expirationTime: earlier }
    expect(asksForNoMore(write(recap, { expirationTime: earlier }), { of: message, narrowing })).toBe(true)
    expect(asksForNoMore(message, { of: message, narrowing })).toBe(false)
    const never = { removed: [], expirationTime: 'x'.repeat(24) }
    expect(asksForNoMore(message, { of: message, narrowing: never })).toBe(false)
  })

  test.each<[string, string]>([
    ['keeps what was removed', message],
    ['adds an ability', write({ att: { [kv]: { 'tinycloud.kv/del': [{}] } }, prf: [] })],
    ['adds a resource', write({ att: { [`${kv}/notes`]: { 'tinycloud.kv/get': [{}] } }, prf: [] })],
    ['drops a caveat', write(only('tinycloud.kv/get', [{}]))],
    ['adds an alternative', write(only('tinycloud.kv/get', [{ until: 'noon' }, {}]))],
    [
      'adds a proof',
      write({ ...narrowRecap(recap, [put]), prf: ['zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA'] }),
    ],
    ['ends later', write(narrowRecap(recap, [put]), { expirationTime: '2026-03-01T13:00:00.001Z' })],
    ['never ends', write(narrowRecap(recap, [put]), { expirationTime: undefined })],
  ])('rejects a message that %s', (_, next) => {
    expect(asksForNoMore(next, { of: message, narrowing: { removed: [put] } })).toBe(false)
  })

  test.each(['Sign this.', `${message}\n`, `${message}\n- https://app.example/terms`])(
    'throws for a message that does not end with a ReCap (%#)',
    (text) => {
      const narrowing = { removed: [] }
      expect(() => asksForNoMore(text, { of: message, narrowing })).toThrow(
        expect.objectContaining({ code: 'recap_malformed' }),
      )
    },
  )

  test('S3: accepts a message if and only if each of its grants is one that the user kept', () => {
    const canonical = arbitraryRecap.map((wide) => readBack(wide)).filter((wide): wide is Recap => wide !== undefined)
    const cases = canonical.chain((wide) =>
      fc.record({
        wide: fc.constant(wide),
        removed: fc.subarray(listCapabilities(wide).map(({ resource, ability }) => ({ resource, ability }))),
        other: fc.oneof(canonical, fc.constant(wide), fc.constant(withOneResource(wide))),
        lifetimesMs: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
      }),
    )
    fc.assert(
      fc.property(cases, ({ wide, removed, other, lifetimesMs: [kept, asked] }) => {
        const at = (ms: number) => new Date(Date.parse(issuedAt) + ms).toISOString()
        const before = write(wide)
        const next = write({ ...other, prf: wide.prf }, { expirationTime: at(asked) })
        const gone = removed.map(({ resource, ability }) => JSON.stringify([resource, ability]))
        const granted = grantsOf(before).filter(({ name }) => !gone.includes(name))
        const isPart = grantsOf(next).every(({ name, caveats }) =>
          granted.some((grant) => grant.name === name && grant.caveats === caveats),
        )
        const narrowing = { removed, expirationTime: at(kept) }
        expect(asksForNoMore(next, { of: before, narrowing })).toBe(isPart && asked <= kept)
      }),
    )
  })
})

/** Everything that a message grants. Does not depend on the code under test. */
function grantsOf(text: string): readonly { readonly name: string; readonly caveats: string }[] {
  const capabilities = listCapabilities(readRecap(parseSiweMessage(text)) ?? { att: {}, prf: [] })
  return capabilities.map(({ resource, ability, caveats }) => ({
    name: JSON.stringify([resource, ability]),
    caveats: JSON.stringify(caveats),
  }))
}

/** The ReCap as a message carries it; `undefined` if no message can hold its sentence. */
function readBack(wide: Recap): Recap | undefined {
  try {
    return readRecap(parseSiweMessage(write(wide)))
  } catch {
    return undefined
  }
}

function withOneResource({ att, prf }: Recap): Recap {
  return { att: Object.fromEntries(Object.entries(att).slice(0, 1)), prf }
}
