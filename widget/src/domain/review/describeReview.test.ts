import { readFileSync } from 'node:fs'
import { parseOrigin } from '@openkey/protocol'
import { toChecksumAddress } from '@openkey/protocol/siwe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  aHostMessage,
  anOrbitMessage,
  aPlainMessage,
  aRevocation,
  aSessionMessage,
  aUserMessage,
  noon,
  ownOrbit,
  ownSpace,
  revokedCid,
  signer,
  stranger,
} from '../../testing/aMessage.ts'
import { readSignRequest } from '../request/readSignRequest.ts'
import { describeReview, type ReviewContext } from './describeReview.ts'
import type { ReviewGroup } from './review.ts'

const address = toChecksumAddress(signer)
const att = { [`${ownSpace}/kv`]: { 'tinycloud.kv/get': [{}] } }

function review(message: string, context: Partial<ReviewContext> = {}) {
  const boundOrigin = parseOrigin('https://app.example')
  return describeReview({ request: readSignRequest(message), boundOrigin, address, now: noon, ...context })
}

/** Place names and sentences, without the capabilities behind them. */
function outline(groups: readonly ReviewGroup[]) {
  return groups.map(({ target, items }) => [
    'name' in target ? `${target.kind} ${target.name}` : target.kind,
    items.map(({ sentence, capabilities }) => `${sentence.id} (${capabilities.length})`),
  ])
}

describe('describeReview', () => {
  const own = (rest: string) => `tinycloud:pkh:eip155:1:${signer}:${rest}`
  const grantAll = (resources: readonly string[], ability: string) =>
    Object.fromEntries(resources.map((resource) => [resource, { [ability]: [{}] }]))

  test('describes the default sign-in in eight sentences, the powerful ones apart and first, none collapsed', () => {
    const file = new URL('../../../../protocol/src/testing/fixtures/default-sign-in.siwe.txt', import.meta.url)
    const { sensitive, standard, literal, unrecognised, collapsible, validity, ...rest } = review(
      readFileSync(file, 'utf8'),
      { boundOrigin: parseOrigin('http://localhost:5173'), now: Date.parse('2026-11-20T08:19:06.400Z') },
    )
    expect(outline(sensitive)).toEqual([
      ['space secrets', ['secrets (5)']],
      ['network default', ['encryption (2)']],
      ['space default', ['everything (17)', 'hooks (4)']],
    ])
    expect(outline(standard)).toEqual([
      ['space account', ['permissionsAndConnections (2)', 'account (11)']],
      ['space default', ['permissions (1)']],
    ])
    expect([literal, unrecognised, collapsible]).toEqual([[], [], []])
    expect(validity).toEqual({
      expiresAt: Date.parse('2026-11-27T08:19:06.400Z'),
      remainingMs: 7 * 24 * 60 * 60_000,
      isLong: true,
    })
    expect(rest).toMatchObject({ kind: 'session', statement: undefined, proofs: [], resources: [] })
  })

  test('S12: describes the recipient: a session key, a node, or none', () => {
    const did = 'did:key:z6MkvUUgH9FQwGL5z16eG9Ug41uS6yiDKg4nV2Hfocho9znd'
    const short = 'z6MkvUUg…ocho9znd'
    expect(review(aSessionMessage(att)).recipient).toEqual({ kind: 'session', did, short })
    expect(review(aHostMessage()).recipient).toEqual({ kind: 'node', did, short })
    expect(review(aPlainMessage()).recipient).toBeUndefined()
  })

  test('S12: describes another user by the whole address and its chain', () => {
    const user = { kind: 'user', did: `did:pkh:eip155:1:${stranger}`, address: stranger, chainId: 1 }
    expect(review(aUserMessage(att)).recipient).toEqual(user)
    expect(review(aUserMessage(att, { uri: `did:pkh:eip155:1:${stranger.toLowerCase()}` })).recipient).toEqual(user)
    expect(review(aUserMessage(att, { uri: `did:pkh:eip155:10:${signer}` })).recipient).toEqual({
      ...{ kind: 'user', did: `did:pkh:eip155:10:${signer}`, address: signer, chainId: 10 },
    })
  })

  test('S12: sets apart whatever another user receives, and collapses none of it that a node may honour', () => {
    const { sensitive, standard, literal, collapsible } = review(
      aUserMessage({
        [own('photos/kv/2026/')]: { 'tinycloud.kv/get': [{}] },
        [own('photos/sql/main')]: { 'tinycloud.sql/read': [{}] },
        [own('default/capabilities')]: { 'tinycloud.capabilities/read': [{}] },
        [own('default/kv/notes?x')]: { 'tinycloud.kv/get': [{}] },
      }),
    )
    expect(outline(sensitive)).toEqual([
      ['space default', ['permissions (1)']],
      ['space photos', ['data (1)', 'database (1)']],
    ])
    expect(outline(literal)).toEqual([['unknown', ['literal (1)']]])
    expect([standard, collapsible]).toEqual([[], []])
  })

  test('S4: names the delegation that a revocation ends, and nothing that it grants', () => {
    const { sensitive, standard, literal, collapsible, ...rest } = review(aRevocation())
    expect([sensitive, standard, literal, collapsible].flat()).toEqual([])
    expect(rest).toMatchObject({
      ...{ kind: 'revocation', revoked: revokedCid, recipient: undefined, resources: [], proofs: [] },
    })
    expect(review(aRevocation({ resources: [`urn:cid:${revokedCid}`] })).resources).toEqual([])
    expect(review(aPlainMessage()).revoked).toBeUndefined()
  })

  test('S12: sets apart the hosting of an orbit, since secrets may be in it', () => {
    const foreign = ownOrbit.replace(signer, stranger)
    const host = { 'orbit/host': [{}] }
    const { kind, sensitive, standard } = review(anOrbitMessage({ [ownOrbit]: host, [foreign]: host }))
    expect([kind, outline(sensitive), standard]).toEqual([
      'host',
      [
        ['orbit default', ['hosting (1)']],
        ['orbit default', ['hosting (1)']],
      ],
      [],
    ])
    expect(sensitive.map(({ target }) => 'owner' in target && target.owner)).toEqual([
      false,
      { address: stranger, chainId: 1 },
    ])
  })

  test('S12: collapses nothing that a node may honour under a spelling that OpenKey does not know', () => {
    const spellings = {
      ...grantAll([own('secrets/kv').toLowerCase(), own('photos/kv').toLowerCase()], 'tinycloud.kv/get'),
      ...grantAll([`${ownOrbit}/kv/notes`, `${ownOrbit}/kv/vault`], 'kv/put'),
      ...grantAll([`${ownOrbit}/capabilities/all`], 'capabilities/read'),
      ...grantAll([`tinycloud:${'x'.repeat(8)}`], 'tinycloud.sql/*'),
    }
    const noise = Array.from({ length: 40 }, (_, index) => `https://elsewhere.example/${index}`)
    const { literal, unrecognised } = review(aSessionMessage({ ...spellings, ...grantAll(noise, 'unknown/thing') }))
    const shown = literal.flatMap(({ items }) => items.flatMap(({ capabilities }) => capabilities))
    expect(shown.map(({ resource }) => resource)).toEqual(expect.arrayContaining(Object.keys(spellings)))
    expect(shown).toHaveLength(Object.keys(spellings).length + 3)
    expect(unrecognised.flatMap(({ items }) => items)).toHaveLength(37)
  })

  test('shows who asks and for which account', () => {
    const { requester, account } = review(aPlainMessage(), { appName: ' Notes ' })
    expect(requester).toEqual({ origin: 'https://app.example', host: 'app.example', appName: 'Notes' })
    expect(account).toEqual({ address: signer, short: '0x19E7E3…86DAff2A' })
  })

  test('shows no name where an app claims none', () => {
    expect(review(aPlainMessage()).requester.appName).toBeUndefined()
    expect(review(aPlainMessage(), { appName: '   ' }).requester.appName).toBeUndefined()
  })

  test('S12: a name cannot pose as another, nor hosts as others', () => {
    expect(review(aPlainMessage(), { appName: 'Notes” is verified by “OpenKey' }).requester.appName).toBe(
      'Notes⟨U+201D⟩ is verified by ⟨U+201C⟩OpenKey',
    )
    expect(review(aPlainMessage(), { appName: 'OpenKey\u202E' }).requester.appName).toBe('OpenKey⟨U+202E⟩')
    const boundOrigin = parseOrigin(new URL('https://аpple.example').origin)
    expect(review(aPlainMessage(), { boundOrigin }).requester.host).toBe('xn--pple-43d.example')
  })

  test('S3: carries the exact bytes', () => {
    const message = aSessionMessage(att)
    expect(review(message).message).toBe(message)
  })

  test("S4: shows the app's own words apart from the generated sentence", () => {
    expect(review(aSessionMessage(att, { words: 'Welcome.' })).statement).toBe('Welcome.')
    expect(review(aSessionMessage(att)).statement).toBeUndefined()
    expect(review(aPlainMessage({ statement: 'Sign in to Notes.' })).statement).toBe('Sign in to Notes.')
  })

  test('S4: shows proofs and further resources literally', () => {
    const proof = 'zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA'
    const recap = /urn:recap:\S+/.exec(aSessionMessage(att, { prf: [proof] }))?.[0] ?? ''
    const resources = ['https://app.example/terms', recap]
    const shown = review(aSessionMessage(att, { prf: [proof], resources }))
    expect([shown.proofs, shown.resources]).toEqual([[proof], ['https://app.example/terms']])
    expect(review(aPlainMessage({ resources: ['https://app.example/terms'] })).resources).toEqual([
      'https://app.example/terms',
    ])
  })

  test('S12: puts the most protected place first, other accounts behind it, and what it cannot explain last', () => {
    const { sensitive, literal } = review(
      aSessionMessage({
        ...grantAll([own('secrets/kv'), own('default/kv'), own('photos/kv')], 'tinycloud.kv/get'),
        ...grantAll([`tinycloud:pkh:eip155:1:${stranger}:secrets/kv`], 'tinycloud.kv/get'),
        ...grantAll([own('account/sql')], 'tinycloud.sql/read'),
        'https://elsewhere.example/': { 'unknown/thing': [{}] },
      }),
    )
    expect(sensitive.map(({ target }) => target)).toEqual([
      { kind: 'space', name: 'secrets' },
      { kind: 'space', name: 'account' },
      { kind: 'space', name: 'default' },
      { kind: 'space', name: 'photos' },
      { kind: 'space', name: 'secrets', owner: { address: stranger, chainId: 1 } },
    ])
    expect(outline(literal)).toEqual([['unknown', ['literal (1)']]])
  })

  test('S12: no number of unknown resources pushes down what is known, nor fills the screen', () => {
    const unknown = Array.from({ length: 62 }, (_, index) => `https://elsewhere.example/${index}`)
    const { sensitive, literal, unrecognised } = review(
      aSessionMessage({
        ...grantAll(unknown, 'unknown/thing'),
        ...grantAll([own('secrets/kv')], 'tinycloud.kv/get'),
        ...grantAll([own('default/sql')], 'tinycloud.sql/*'),
      }),
    )
    expect(outline(sensitive)).toEqual([['space secrets', ['secrets (1)']]])
    expect(outline(literal)).toEqual([
      ['space default', ['literal (1)']],
      ['unknown', ['literal (1)', 'literal (1)', 'literal (1)']],
    ])
    expect(unrecognised.map(({ items }) => items.length)).toEqual([59])
  })

  test('S12: collapses reading below one path, and nothing that changes or reaches more', () => {
    const { collapsible, standard } = review(
      aSessionMessage({
        [own('photos/kv/2026/')]: { 'tinycloud.kv/get': [{}] },
        [own('photos/kv/2027/')]: { 'tinycloud.kv/get': [{}], 'tinycloud.kv/put': [{}] },
        [own('photos/sql')]: { 'tinycloud.sql/read': [{}] },
      }),
    )
    expect(outline(collapsible)).toEqual([['space photos', ['data (1)']]])
    expect(outline(standard)).toEqual([['space photos', ['data (2)', 'database (1)']]])
  })

  test('S12: leaves no capability out and shows none twice', () => {
    const resources = fc.constantFrom(
      ...['secrets', 'account', 'default', 'photos'].flatMap((name) =>
        ['kv', 'kv/notes/', 'kv/vault', 'sql', 'hooks', 'space', 'kv?x'].map((rest) => own(`${name}/${rest}`)),
      ),
      'https://elsewhere.example/',
      'urn:x:y',
    )
    const abilities = fc.constantFrom('tinycloud.kv/get', 'tinycloud.kv/put', 'tinycloud.sql/read', 'unknown/thing')
    const chosen = fc.uniqueArray(fc.tuple(resources, abilities), { selector: String, minLength: 1, maxLength: 24 })
    fc.assert(
      fc.property(chosen, (pairs) => {
        const att: Record<string, Record<string, [Record<string, never>]>> = {}
        for (const [resource, ability] of pairs) att[resource] = { ...att[resource], [ability]: [{}] }
        const shown = review(aSessionMessage(att))
        const { sensitive, standard, literal, unrecognised, collapsible } = shown
        const said = [sensitive, standard, literal, unrecognised, collapsible]
          .flat()
          .flatMap(({ items }) => items.flatMap(({ capabilities }) => capabilities))
          .map(({ resource, ability }) => `${resource},${ability}`)
        expect(said.sort()).toEqual(pairs.map(String).sort())
      }),
    )
  })

  test('shows how long it lasts, and that more than a day is long', () => {
    const validity = (message: string) => review(message).validity
    expect(validity(aSessionMessage(att))).toMatchObject({ remainingMs: 3_600_000, isLong: false })
    expect(validity(aSessionMessage(att, { expirationTime: '2026-11-21T12:00:00Z' })).isLong).toBe(false)
    expect(validity(aSessionMessage(att, { expirationTime: '2026-11-21T12:00:01Z' })).isLong).toBe(true)
    expect(validity(aHostMessage())).toEqual({ expiresAt: undefined, remainingMs: undefined, isLong: true })
    expect(validity(aPlainMessage()).isLong).toBe(false)
  })
})
