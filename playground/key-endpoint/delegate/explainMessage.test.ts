import {
  type Attenuations,
  createHostingMessage,
  createSessionKey,
  type PrepareSessionOptions,
  prepareSession,
} from '@openkey/protocol/session'
import {
  encodeRecap,
  formatSiweMessage,
  listCapabilities,
  parseSiweMessage,
  readRecap,
  recapStatement,
} from '@openkey/protocol/siwe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identifyAccount, type SpaceName, spaceNames } from '../../provisioning/account/account.ts'
import { createHostDelegation } from '../../provisioning/steps/createHostDelegation.ts'
import { createSession } from '../../provisioning/steps/createSession.ts'
import { bootstrapAllowlist } from './bootstrapAllowlist.ts'
import { explainMessage } from './explainMessage.ts'

const account = { address: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A', chainId: 1 } as const
const stranger = '0x1563915e194D8CfBA1943570603F7606A3115508'
const domain = 'cli.tinycloud.xyz'
const now = Date.parse('2026-03-01T12:00:00.000Z')
const hourMs = 3_600_000
const options = { account, domain, maxLifetimeMs: hourMs, now }
const spaceId = (name: string, address: string = account.address) => `tinycloud:pkh:eip155:1:${address}:${name}`
const explain = (message: string) => explainMessage(message, options)

/** Writes a session message as a program may. */
function session(changes: Partial<PrepareSessionOptions> = {}): string {
  return prepareSession({
    ...account,
    domain,
    issuedAt: new Date(now).toISOString(),
    expirationTime: new Date(now + hourMs).toISOString(),
    spaceId: spaceId('default'),
    abilities: { kv: { '': ['tinycloud.kv/get'] } },
    ...changes,
  }).siwe
}

const hosting = (space: string, changes: object = {}) =>
  createHostingMessage({
    ...account,
    domain,
    issuedAt: new Date(now).toISOString(),
    spaceId: space,
    peerId: createSessionKey().did,
    ...changes,
  })

/** Changes one member of a message, and keeps everything else. */
const edited = (message: string, change: object) => formatSiweMessage({ ...parseSiweMessage(message), ...change })

describe('explainMessage', () => {
  test('recognises the ten messages that the steps of the bootstrap sign', async () => {
    const signed: string[] = []
    const provisioning = {
      account: identifyAccount(account),
      call: async () => ({ status: 200, contentType: 'text/plain', text: createSessionKey().did }),
      sign: (message: string) => {
        signed.push(message)
        return Promise.reject(new Error('Seen.'))
      },
      clock: { now: () => now },
      domain,
      sessionLifetimeMs: hourMs,
    }
    for (const name of spaceNames) {
      await createSession(provisioning, name).catch(() => undefined)
      await createHostDelegation(provisioning, name, new AbortController().signal).catch(() => undefined)
    }
    expect(signed.map(explain)).toEqual(spaceNames.flatMap(() => ['session', 'host']))
  })

  test.each<[string, string]>([
    ['another domain', session({ domain: 'bank.example' })],
    ['another account', session({ address: stranger })],
    ['another chain', session({ chainId: 10 })],
    ['the space of another account', session({ spaceId: spaceId('default', stranger) })],
    ['another space', session({ spaceId: spaceId('photos') })],
    ['a longer session', session({ expirationTime: new Date(now + hourMs + 1).toISOString() })],
    ['an expired session', session({ expirationTime: new Date(now).toISOString(), issuedAt: iso(-60_000) })],
    ['a message from the future', session({ issuedAt: iso(600_000), expirationTime: iso(600_001) })],
    ['an old message', session({ issuedAt: iso(-600_000) })],
    ['a later start', session({ notBefore: iso(1_000) })],
    ['a parent', session({ parents: ['bafkr4igkc47eaypq5ohpbkb2b3z3vt2de3fppgltudns5qir6uollh7rqq'] })],
    ['another ability', session({ abilities: { kv: { '': ['tinycloud.kv/get', 'tinycloud.kv/export'] } } })],
    ['another service', session({ abilities: { duckdb: { '': ['tinycloud.duckdb/read'] } } })],
    ['admin rights', session({ abilities: { sql: { '': ['tinycloud.sql/admin'] } } })],
    [
      'a path outside the plan',
      session({ spaceId: spaceId('secrets'), abilities: { kv: { '': ['tinycloud.kv/get'] } } }),
    ],
    [
      'nothing in an own space of the bootstrap',
      session({
        abilities: {},
        rawAbilities: {
          [`urn:tinycloud:encryption:did:pkh:eip155:1:${account.address}:default`]: [
            'tinycloud.encryption/network.create',
          ],
        },
      }),
    ],
    [
      'decryption',
      session({
        spaceId: spaceId('account'),
        abilities: { kv: { 'spaces/': ['tinycloud.kv/get'] } },
        rawAbilities: {
          [`urn:tinycloud:encryption:did:pkh:eip155:1:${account.address}:default`]: ['tinycloud.encryption/decrypt'],
        },
      }),
    ],
    ['two sessions in one', session({ spaceAbilities: { [spaceId('public')]: { kv: { '': ['tinycloud.kv/get'] } } } })],
    ['a session and a hosting in one', session({ abilities: { space: { '': ['tinycloud.space/host'] } } })],
    ['hosting of another space', hosting(spaceId('photos'))],
    ['hosting of another account', hosting(spaceId('default', stranger))],
    ['hosting for another domain', hosting(spaceId('default'), { domain: 'bank.example' })],
    ['an old hosting', hosting(spaceId('default'), { issuedAt: iso(-600_000) })],
    ['a hosting that ends', edited(hosting(spaceId('default')), { expirationTime: iso(60_000) })],
    ['a request id', edited(session(), { requestId: 'order-66' })],
    ['another resource', edited(session(), { resources: ['https://bank.example', ...resourcesOf(session())] })],
    ['words before the sentence', edited(session(), { statement: `I pay 5 ETH. ${statementOf(session())}` })],
    ['a user as recipient', edited(session(), { uri: `did:pkh:eip155:1:${stranger}` })],
    ['no ReCap', edited(session(), { resources: undefined, statement: 'Sign in.', uri: 'https://bank.example' })],
    ['a message that is none', 'Sign this.'],
    ['nothing', ''],
  ])('does not explain %s', (_, message) => {
    expect(explain(message)).toBeUndefined()
  })

  test('does not explain a caveat, also an empty one beside it', () => {
    const resource = `${spaceId('default')}/kv`
    for (const caveats of [[{ readOnly: true }], [{}, { readOnly: true }]]) {
      expect(explain(withRecap({ [resource]: { 'tinycloud.kv/get': caveats } }))).toBeUndefined()
    }
    expect(explain(withRecap({ [resource]: { 'tinycloud.kv/get': [{}] } }))).toBe('session')
  })

  test('property: explains a message if and only if one entry of the allowlist has everything that it grants', () => {
    const entries = bootstrapAllowlist(account).filter(({ kind }) => kind === 'session')
    const listed = [...new Set(entries.flatMap(({ granted }) => [...granted]))]
    const foreign = listed.flatMap((grant) => [
      grant.replace(account.address, stranger),
      grant.replace(':default/', ':photos/'),
      grant.replace(/\/\w+$/, '/admin'),
      grant.replace(/ .*/, (ability) => `/deeper${ability}`),
    ])
    const grants = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...listed) }, fc.constantFrom(...foreign))
    const oneEntry = fc.constantFrom(...entries).chain(({ granted }) => fc.subarray([...granted], { minLength: 1 }))
    const lists = fc.oneof(oneEntry, fc.uniqueArray(grants, { minLength: 1, maxLength: 6 }))
    fc.assert(
      fc.property(lists, (list) => {
        const message = withRecap(attenuationsOf(list))
        const wanted = entries.filter(
          ({ granted, own }) => list.every((grant) => granted.has(grant)) && list.some((grant) => own.has(grant)),
        )
        expect(explain(message)).toBe(wanted.length === 1 ? 'session' : undefined)
      }),
      { numRuns: 300 },
    )
  })

  test('property: what is explained grants nothing outside the five own spaces and the own network', () => {
    const names = fc.constantFrom<SpaceName>(...spaceNames)
    fc.assert(
      fc.property(names, names, fc.boolean(), (space, other, isHost) => {
        const message = isHost
          ? hosting(spaceId(space))
          : session({
              spaceId: spaceId(space),
              abilities: { capabilities: { '': ['tinycloud.capabilities/read'] } },
              ...(other !== space && {
                spaceAbilities: { [spaceId(other)]: { capabilities: { '': ['tinycloud.capabilities/read'] } } },
              }),
            })
        if (explain(message) === undefined) return
        const recap = readRecap(parseSiweMessage(message))
        const owners = listCapabilities(recap ?? { att: {}, prf: [] }).map(({ space: at, network }) => at ?? network)
        expect(owners.every((owner) => owner?.address === account.address)).toBe(true)
      }),
    )
  })
})

function iso(laterMs: number): string {
  return new Date(now + laterMs).toISOString()
}

function resourcesOf(message: string): readonly string[] {
  return parseSiweMessage(message).resources ?? []
}

function statementOf(message: string): string {
  return parseSiweMessage(message).statement ?? ''
}

function attenuationsOf(grants: readonly string[]): Attenuations {
  const att: Record<string, Record<string, [Record<string, never>]>> = {}
  for (const grant of grants) {
    const [resource = '', ability = ''] = grant.split(' ')
    att[resource] = { ...att[resource], [ability]: [{}] }
  }
  return att
}

/** Writes a session message with exactly this ReCap. */
function withRecap(att: Attenuations): string {
  const recap = { att, prf: [] }
  return edited(session(), { statement: recapStatement(recap), resources: [encodeRecap(recap)] })
}
