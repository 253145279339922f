import { parseOrigin } from '@openkey/protocol'
import { type Recap, toChecksumAddress } from '@openkey/protocol/siwe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSignRequest } from '../../domain/request/readSignRequest.ts'
import { describeReview } from '../../domain/review/describeReview.ts'
import { sanitizeForDisplay, sanitizeNameForDisplay } from '../../domain/sanitizeForDisplay.ts'
import {
  aHostMessage,
  anOrbitMessage,
  aRevocation,
  aSessionMessage,
  aUserMessage,
  noon,
  ownSpace,
  revokedCid,
  signer,
  stranger,
} from '../../testing/aMessage.ts'
import { drawnTexts } from '../../testing/drawnTexts.ts'
import { ClaimedName, RequesterTitle } from './RequesterTitle.tsx'
import { ReviewContents } from './ReviewContents.tsx'

const address = toChecksumAddress(signer)
const inSpace = (rest: string) => `tinycloud:pkh:eip155:1:${signer}:${rest}`

function draw(message: string, appName = 'Notes') {
  const boundOrigin = parseOrigin('https://app.example')
  const review = describeReview({ request: readSignRequest(message), boundOrigin, appName, address, now: noon })
  return drawnTexts([
    <RequesterTitle key="title" requester={review.requester} />,
    <ClaimedName key="name" requester={review.requester} />,
    <ReviewContents key="contents" review={review} signer={{ keyId: 'k', address }} />,
  ])
}

type Hostile = Readonly<
  Record<'appName' | 'words' | 'space' | 'path' | 'database' | 'ability' | 'resource' | 'key' | 'value', string>
>

/** One string of each kind that a host can choose, in a request whose shape does not depend on it. */
function drawHostile({ appName, words, space, path, database, ability, resource, key, value }: Hostile) {
  const att: Recap['att'] = {
    [inSpace(`m${space}/kv/m${path}`)]: { 'tinycloud.kv/put': [{}] },
    [inSpace(`default/sql/m${database}`)]: { 'tinycloud.sql/write': [{}] },
    [inSpace('default/kv/conditions')]: { 'tinycloud.kv/get': [{ [`m${key}`]: value }] },
    [`https://elsewhere.example/m${resource}`]: { [`m${ability}/m`]: [{}] },
  }
  return draw(aSessionMessage(att, { words: `m${words}.` }), `m${appName}`)
}

const isHostText = ({ path }: { readonly path: readonly string[] }) => path.at(-1) === 'bdi.host-text'
const isExact = ({ path }: { readonly path: readonly string[] }) => path.at(-1) === 'pre.exact'

describe('the review', () => {
  const inUri = fc.string({ unit: fc.constantFrom(..."aZ9-_~!$&'()+,;=@"), maxLength: 32 })
  const inAbility = fc.string({ unit: fc.constantFrom(...'aZ9-_.+*'), maxLength: 32 })
  const inStatement = fc.string({ unit: fc.constantFrom(..."aZ9-_.'()[]!:/?#@*"), maxLength: 24 })
  const any = fc.string({
    unit: fc.oneof(fc.constantFrom(...'“”„«»‘’"\'<>&'), fc.constantFrom('a', '\u202E')),
    maxLength: 24,
  })
  const hostile: fc.Arbitrary<Hostile> = fc.record({
    appName: fc.oneof(any, fc.string({ unit: 'binary', maxLength: 24 })).map((name) => name.trim()),
    words: inStatement,
    space: inUri,
    path: inUri,
    database: inUri,
    ability: inAbility,
    resource: inUri,
    key: any,
    value: any,
  })
  const plain: Hostile = {
    ...{ appName: '', words: '', space: '', path: '', database: '', ability: '', resource: '', key: '', value: '' },
  }

  test('S12: no string of a host changes a word outside its own element', () => {
    const outside = (chosen: Hostile) => drawHostile(chosen).filter((drawn) => !isHostText(drawn) && !isExact(drawn))
    const expected = outside(plain)
    fc.assert(
      fc.property(hostile, (chosen) => {
        expect(outside(chosen)).toEqual(expected)
      }),
    )
  })

  test('S12: every string of a host stands whole in an element that holds nothing else', () => {
    const name = (text: string, maxLength: number) => sanitizeNameForDisplay(text, { maxLength })
    fc.assert(
      fc.property(hostile, (chosen) => {
        const { appName, words, space, path, database, ability, resource, key, value } = chosen
        const drawn = drawHostile(chosen).filter(isHostText)
        expect(drawn.map(({ text }) => text)).toEqual([
          name(`m${appName}`, 48),
          name(`m${database}`, 96),
          name(`m${space}`, 48),
          name(`m${path}`, 96),
          name(inSpace('default/kv/conditions'), 128),
          name('tinycloud.kv/get', 64),
          sanitizeForDisplay(JSON.stringify({ [`m${key}`]: value }), { maxLength: 192 }),
          name(`https://elsewhere.example/m${resource}`, 128),
          name(`m${ability}/m`, 64),
          sanitizeForDisplay(`m${words}.`, { maxLength: 1024 }),
        ])
      }),
    )
  })

  test('S12: no string of a host changes a word of a review of another user, an orbit or a revocation', () => {
    const drawAll = ({ appName, words, space, path, ability, resource }: Hostile) =>
      [
        aUserMessage(
          {
            [inSpace(`m${space}/kv/m${path}`)]: { 'tinycloud.kv/put': [{}] },
            [`https://elsewhere.example/m${resource}`]: { [`m${ability}/m`]: [{}] },
          },
          { words: `m${words}.` },
        ),
        anOrbitMessage({ [`tinycloud:pkh:eip155:1:${signer}://m${space}`]: { 'orbit/host': [{}] } }),
        aRevocation({ statement: `m${words}.`, uri: `ucan:${revokedCid.slice(0, -words.length || undefined)}` }),
      ].map((message) => draw(message, `m${appName}`).filter((drawn) => !isHostText(drawn) && !isExact(drawn)))
    const expected = drawAll(plain)
    fc.assert(
      fc.property(hostile, (chosen) => {
        expect(drawAll(chosen)).toEqual(expected)
      }),
    )
  })

  /** The words of a review, those of the host and the exact message left out. */
  const words = (message: string) =>
    draw(message)
      .filter((drawn) => !isHostText(drawn) && !isExact(drawn))
      .map(({ text }) => text)
      .join('')
  const everything = { [`${ownSpace}/kv`]: { 'tinycloud.kv/get': [{}] } }

  test('S12: names another user who receives the permissions, with the whole address where it must be read', () => {
    expect(words(aUserMessage(everything))).toMatch(
      new RegExp(`This lets another user act for you${stranger} on chain 1This user may .*Read everything stored here`),
    )
    expect(words(aUserMessage(everything))).not.toContain('This app may')
    const marked = draw(aUserMessage(everything)).filter(({ path }) => path.some((part) => part.includes('!')))
    expect(marked.map(({ text }) => text)).toContain(stranger)
  })

  test('S12: shows what a revocation ends, in full, where it must be read, and that it allows nothing', () => {
    expect(words(aRevocation())).toContain(
      `This revokes accessEveryone with access through this delegation loses it, and so does everyone they shared it with: It allows nothing new.`,
    )
    expect(words(aRevocation())).toContain('Never. To give access again')
    const marked = draw(aRevocation()).filter((drawn) => isHostText(drawn) && drawn.path.includes('p.whole!'))
    expect(marked.map(({ text }) => text)).toEqual([revokedCid])
  })

  test('S12: shows that a server may store an orbit of the older generation, and whose it is', () => {
    expect(words(anOrbitMessage())).toContain('Your older TinyCloud storage ')
    expect(words(anOrbitMessage())).toContain('Let a TinyCloud server store this whole space')
    expect(words(anOrbitMessage())).toContain('TinyCloud server z6MkvUUg…ocho9znd')
    const foreign = { [`tinycloud:pkh:eip155:1:${stranger}://default`]: { 'orbit/host': [{}] } }
    expect(words(anOrbitMessage(foreign))).toContain('of another account, 0xf39Fd6…fFb92266 on chain 1')
  })

  test('S12: puts permissions before the words of the app', () => {
    const shown = draw(aSessionMessage({ [`${ownSpace}/kv`]: { 'tinycloud.kv/get': [{}] } }, { words: 'Hello.' }))
    const text = shown.map(({ text }) => text).join('')
    expect(text).toMatch(/Read everything stored here.*Hello\./)
  })

  test('S12: shows the recipient, in full on demand', () => {
    const shown = draw(aHostMessage()).filter(({ path }) => path.includes('details.reveal'))
    expect(
      shown.map(({ text, path }) => [path.includes('summary'), text.trim()]).filter(([, text]) => text !== ''),
    ).toEqual([
      [true, 'TinyCloud server'],
      [true, 'z6MkvUUg…ocho9znd'],
      [false, 'did:key:z6MkvUUgH9FQwGL5z16eG9Ug41uS6yiDKg4nV2Hfocho9znd'],
    ])
  })

  test('S12: marks what must be read, and nothing in a collapsed part', () => {
    const att = {
      [inSpace('secrets/kv')]: { 'tinycloud.kv/get': [{}] },
      [inSpace('photos/kv/2026/')]: { 'tinycloud.kv/get': [{}] },
      ...Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`x:${name}`, { 'unknown/thing': [{}] }])),
    } satisfies Recap['att']
    const prf = ['zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA']
    const marked = draw(aSessionMessage(att, { prf })).filter(({ path }) => path.some((part) => part.includes('!')))
    expect(marked.filter(({ path }) => path.some((part) => part.startsWith('details')))).toEqual([])
    expect(marked.filter(isHostText).map(({ text }) => text)).toEqual([
      ...['a', 'b', 'c'].flatMap((name) => [`x:${name}`, 'unknown/thing']),
      ...prf,
    ])
    expect(marked.map(({ text }) => text).join('')).toContain('Your secretsRead all secrets')
  })
})
