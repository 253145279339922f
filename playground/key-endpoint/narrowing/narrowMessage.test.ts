import { createSessionKey, prepareSession } from '@openkey/protocol/session'
import {
  encodeRecap,
  formatSiweMessage,
  listCapabilities,
  parseSiweMessage,
  type Recap,
  readRecap,
  recapStatement,
  type SiweMessage,
} from '@openkey/protocol/siwe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryRecap } from '../../../protocol/src/testing/arbitraryRecap.ts'
import { actionId, actionOf } from './actionId.ts'
import { isNarrower } from './isNarrower.ts'
import { narrowMessage } from './narrowMessage.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const space = (name: string) => `tinycloud:pkh:eip155:1:${address}:${name}`
const network = `urn:tinycloud:encryption:did:pkh:eip155:1:${address}:default`
const issuedAt = '2026-03-01T12:00:00.000Z'
const expirationTime = '2026-03-01T13:00:00.000Z'

/** A sign-in over several spaces and a network, as an app's SDK prepares it. */
const signIn = prepareSession({
  address,
  chainId: 1,
  domain: 'app.example',
  issuedAt,
  expirationTime,
  spaceId: space('default'),
  abilities: {
    kv: { '': ['tinycloud.kv/get', 'tinycloud.kv/put'] },
    capabilities: { '': ['tinycloud.capabilities/read'] },
  },
  spaceAbilities: { [space('account')]: { kv: { '': ['tinycloud.kv/get'], 'spaces/': ['tinycloud.kv/list'] } } },
  rawAbilities: { [network]: ['tinycloud.encryption/decrypt'] },
}).siwe

const idOf = (service: string, at: string, path: string, verb: string) =>
  actionId({ service: `tinycloud.${service}`, space: at, path, ability: `tinycloud.${service}/${verb}` })

/** Writes a message with this ReCap, and words and a resource of the app. */
function withRecap(recap: Recap, changes: Partial<SiweMessage> = {}): string {
  return formatSiweMessage({
    ...{ domain: 'app.example', address, uri: createdKey, version: '1', chainId: 1, nonce: 'Nonce0001' },
    ...{ issuedAt, expirationTime },
    statement: `Welcome back. ${recapStatement(recap)}`,
    resources: ['https://app.example/terms', encodeRecap(recap)],
    ...changes,
  })
}

const createdKey = createSessionKey().did

/** ReCaps whose sentence a message can hold. */
const writableRecap = arbitraryRecap.filter((recap) => {
  try {
    return withRecap(recap) !== ''
  } catch {
    return false
  }
})

/** Everything that a message grants, as one text each. Does not depend on the code under test. */
function grantsOf(text: string): readonly string[] {
  const capabilities = listCapabilities(readRecap(parseSiweMessage(text)) ?? { att: {}, prf: [] })
  return capabilities.map(({ resource, ability, caveats }) => JSON.stringify([resource, ability, caveats]))
}

const idsOf = (text: string) =>
  listCapabilities(readRecap(parseSiweMessage(text)) ?? { att: {}, prf: [] })
    .map(actionOf)
    .filter(({ ability }) => ability !== 'tinycloud.capabilities/read')
    .map(actionId)

describe('narrowMessage', () => {
  test('S3: returns the bytes of the message if everything is kept', () => {
    expect(narrowMessage(signIn, { selected: idsOf(signIn) })).toBe(signIn)
  })

  test('keeps the selected actions of several spaces and a network, and the implied one', () => {
    const selected = [
      idOf('kv', space('default'), '', 'get'),
      idOf('kv', space('account'), 'spaces/', 'list'),
      idOf('encryption', network, '', 'decrypt'),
    ]
    const narrowed = narrowMessage(signIn, { selected })
    expect(listCapabilities(readRecap(parseSiweMessage(narrowed)) ?? { att: {}, prf: [] })).toMatchObject([
      { resource: `${space('account')}/kv/spaces/`, ability: 'tinycloud.kv/list' },
      { resource: expect.stringMatching(/:default\/capabilities\/?$/), ability: 'tinycloud.capabilities/read' },
      { resource: expect.stringMatching(/:default\/kv\/?$/), ability: 'tinycloud.kv/get' },
      { resource: network, ability: 'tinycloud.encryption/decrypt' },
    ])
    const lines = (text: string) => text.split('\n').filter((line) => !/^I further|^- urn:recap:/.test(line))
    expect(lines(narrowed)).toEqual(lines(signIn))
  })

  test('ends earlier, and never later', () => {
    const selected = idsOf(signIn)
    const earlier = '2026-03-01T12:15:00.000Z'
    const narrowed = narrowMessage(signIn, { selected, expirationTime: earlier })
    expect(narrowed).toBe(signIn.replace(expirationTime, earlier))
    expect(() => narrowMessage(signIn, { selected, expirationTime: '2026-03-01T13:00:00.001Z' })).toThrow(
      expect.objectContaining({ code: 'candidate-broadens-baseline' }),
    )
  })

  test.each<[string, readonly string[]]>([
    ['empty_selection', []],
    ['action-not-in-baseline', [idOf('kv', space('default'), '', 'del')]],
    ['action-not-in-baseline', [idOf('kv', space('photos'), '', 'get')]],
    ['action-not-in-baseline', [idOf('encryption', 'encryption', network, 'decrypt')]],
    ['action-not-in-baseline', [idOf('capabilities', space('default'), '', 'read')]],
  ])('rejects a selection: %s (%#)', (code, selected) => {
    expect(() => narrowMessage(signIn, { selected })).toThrow(expect.objectContaining({ code, status: 400 }))
  })

  test('S3: grants what was selected with its caveats and nothing else, and changes no other field', () => {
    const cases = writableRecap.chain((recap) => {
      const text = withRecap(recap)
      return fc.record({ text: fc.constant(text), selected: fc.subarray([...new Set(idsOf(text))], { minLength: 1 }) })
    })
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 3_600_000 }), ({ text, selected }, lifetimeMs) => {
        const expirationTime = new Date(Date.parse(issuedAt) + lifetimeMs).toISOString()
        const narrowed = narrowMessage(text, { selected, expirationTime })
        const granted = grantsOf(text)
        expect(grantsOf(narrowed).every((grant) => granted.includes(grant))).toBe(true)
        expect(new Set(idsOf(narrowed))).toEqual(new Set(selected))
        const { statement, resources = [], ...fields } = parseSiweMessage(narrowed)
        const { statement: _, resources: __, ...before } = parseSiweMessage(text)
        expect(fields).toEqual({ ...before, expirationTime })
        expect([statement?.startsWith('Welcome back. I further'), resources[0], resources.length]).toEqual([
          true,
          'https://app.example/terms',
          2,
        ])
      }),
    )
  })
})

describe('isNarrower', () => {
  const caveats = [{ until: 'noon' }]
  const recap = {
    att: { [`${space('default')}/kv`]: { 'tinycloud.kv/get': caveats, 'tinycloud.kv/put': [{}] } },
    prf: [],
  }
  const baseline = withRecap(recap)
  const get = (list: readonly Record<string, string>[]) => ({
    att: { [`${space('default')}/kv`]: { 'tinycloud.kv/get': list } },
    prf: [],
  })

  test('accepts fewer capabilities and an earlier end', () => {
    expect(isNarrower(baseline, baseline)).toBe(true)
    expect(isNarrower(withRecap(get(caveats), { expirationTime: '2026-03-01T12:30:00Z' }), baseline)).toBe(true)
  })

  test.each<[string, string]>([
    [
      'another ability',
      withRecap({ att: { ...recap.att, [`${space('default')}/sql`]: { 'tinycloud.sql/read': [{}] } }, prf: [] }),
    ],
    [
      'another resource',
      withRecap({ att: { [`${space('default')}/kv/a`]: { 'tinycloud.kv/get': caveats } }, prf: [] }),
    ],
    ['a caveat less', withRecap(get([{}]))],
    ['an alternative more', withRecap(get([...caveats, {}]))],
    ['a proof', withRecap({ ...recap, prf: ['zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA'] })],
    ['a later end', withRecap(recap, { expirationTime: '2026-03-01T13:00:01Z' })],
    ['no end', withRecap(recap, { expirationTime: undefined })],
    ['another domain', withRecap(recap, { domain: 'bank.example' })],
    ['another nonce', withRecap(recap, { nonce: 'Nonce0002' })],
    ['another recipient', withRecap(recap, { uri: createSessionKey().did })],
    ['another chain', withRecap(recap, { chainId: 10 })],
    ['an earlier issue', withRecap(recap, { issuedAt: '2026-03-01T11:00:00.000Z' })],
    ['a start', withRecap(recap, { notBefore: issuedAt })],
    ['a request id', withRecap(recap, { requestId: 'one' })],
    ['other words', withRecap(recap, { statement: `I pay. ${recapStatement(recap)}` })],
    ['another resource of the app', withRecap(recap, { resources: ['https://bank.example', encodeRecap(recap)] })],
    ['no ReCap', withRecap(recap, { statement: 'Welcome back.', resources: [], uri: 'https://app.example' })],
    ['a text', 'Sign this.'],
  ])('rejects %s', (_, candidate) => {
    expect(isNarrower(candidate, baseline)).toBe(false)
  })

  test('S3: accepts a message if and only if each of its grants is one of the other', () => {
    const variants = (wide: Recap) =>
      fc.oneof(
        writableRecap,
        fc.constant(wide),
        fc.constant(withOneResource(wide)),
        fc.constant(withOtherCaveats(wide)),
      )
    const pairs = writableRecap.chain((wide) =>
      fc.tuple(
        fc.constant(wide),
        variants(wide).map((other) => ({ ...other, prf: wide.prf })),
      ),
    )
    fc.assert(
      fc.property(pairs, ([wide, other]) => {
        const [baseline, candidate] = [withRecap(wide), withRecap(other)]
        const granted = grantsOf(baseline)
        expect(isNarrower(candidate, baseline)).toBe(grantsOf(candidate).every((grant) => granted.includes(grant)))
      }),
    )
  })
})

function withOneResource({ att, prf }: Recap): Recap {
  return { att: Object.fromEntries(Object.entries(att).slice(0, 1)), prf }
}

/** Grants the same abilities under a condition of its own. */
function withOtherCaveats({ att, prf }: Recap): Recap {
  const changed = Object.entries(att).map(([resource, abilities]) => {
    const names = Object.keys(abilities).map((ability) => [ability, [{ 'only if': 'changed' }]])
    return [resource, Object.fromEntries(names)]
  })
  return { att: Object.fromEntries(changed), prf }
}
