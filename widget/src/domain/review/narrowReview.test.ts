import { parseOrigin } from '@openkey/protocol'
import { listCapabilities, narrowRecap, type Recap, toChecksumAddress } from '@openkey/protocol/siwe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryRecap } from '../../../../protocol/src/testing/arbitraryRecap.ts'
import { aHostMessage, aSessionMessage, aUserMessage, noon, ownSpace, signer } from '../../testing/aMessage.ts'
import { readSignRequest } from '../request/readSignRequest.ts'
import { describeReview } from './describeReview.ts'
import { isNarrowable, isRemovable, shorterLifetimesMs } from './isNarrowable.ts'
import { narrowReview } from './narrowReview.ts'
import { permissionsOf } from './permissionsOf.ts'
import type { DescribedReview } from './review.ts'

const hourMs = 60 * 60_000
const att = {
  [`${ownSpace}/kv/notes/`]: { 'tinycloud.kv/get': [{}], 'tinycloud.kv/put': [{}] },
  [`${ownSpace}/sql/app`]: { 'tinycloud.sql/read': [{}] },
  [`${ownSpace}/capabilities`]: { 'tinycloud.capabilities/read': [{}] },
}

function reviewOf(message: string): DescribedReview {
  const boundOrigin = parseOrigin('https://app.example')
  return describeReview({
    request: readSignRequest(message),
    boundOrigin,
    address: toChecksumAddress(signer),
    now: noon,
  })
}
const itemsOf = (review: DescribedReview) => permissionsOf(review).flatMap(({ items }) => items)
const itemWith = (review: DescribedReview, ability: string) =>
  itemsOf(review).filter(({ capabilities }) => capabilities.some((capability) => capability.ability === ability))

describe('narrowReview', () => {
  const review = reviewOf(aSessionMessage(att))
  const [notes] = itemWith(review, 'tinycloud.kv/get')
  const [database] = itemWith(review, 'tinycloud.sql/read')

  test('names every capability of the permissions that the user removes', () => {
    const removed = new Set(notes ? [notes] : [])
    expect(narrowReview(review, { removed })).toEqual({
      removed: [
        { resource: `${ownSpace}/kv/notes/`, ability: 'tinycloud.kv/get' },
        { resource: `${ownSpace}/kv/notes/`, ability: 'tinycloud.kv/put' },
      ],
    })
  })

  test('names an earlier end, and no later one', () => {
    const removed = new Set<never>()
    const { expiresAt = 0 } = review.validity
    expect(narrowReview(review, { removed, expiresAt: noon + 60_000 })).toEqual({
      removed: [],
      expirationTime: new Date(noon + 60_000).toISOString(),
    })
    expect(narrowReview(review, { removed, expiresAt })).toBeUndefined()
    expect(narrowReview(review, { removed, expiresAt: expiresAt + 1 })).toBeUndefined()
  })

  test('is no choice if nothing changes, or if nothing but the view of permissions remains', () => {
    expect(narrowReview(review, { removed: new Set() })).toBeUndefined()
    expect(narrowReview(review, { removed: new Set(itemsOf(review)) })).toBeUndefined()
    const both = new Set([notes, database].flatMap((item) => (item ? [item] : [])))
    expect([both.size, narrowReview(review, { removed: both })]).toEqual([2, undefined])
  })

  test('keeps the view of permissions', () => {
    const [look] = itemWith(review, 'tinycloud.capabilities/read')
    expect(look && isRemovable(look)).toBe(false)
    expect(narrowReview(review, { removed: new Set(look ? [look] : []) })).toBeUndefined()
  })

  test('S3: never widens a request, whatever it asks for and whatever is removed', () => {
    const writable = arbitraryRecap
      .map(({ att }) => reviewOfRecap({ att, prf: [] }))
      .filter((made) => made !== undefined)
    const cases = writable.chain(({ recap, described }) =>
      fc.record({
        recap: fc.constant(recap),
        described: fc.constant(described),
        removed: fc.subarray([...itemsOf(described)]),
        shiftMs: fc.option(fc.integer({ min: -hourMs, max: hourMs }), { nil: undefined }),
      }),
    )
    fc.assert(
      fc.property(cases, ({ recap, described, removed, shiftMs }) => {
        const { expiresAt = 0 } = described.validity
        const narrowing = narrowReview(described, {
          removed: new Set(removed),
          expiresAt: shiftMs === undefined ? undefined : expiresAt + shiftMs,
        })
        if (narrowing === undefined) return
        const granted = (of: Recap) =>
          listCapabilities(of).map(({ resource, ability, caveats }) => JSON.stringify([resource, ability, caveats]))
        const kept = granted(narrowRecap(recap, narrowing.removed))
        expect(kept.every((grant) => granted(recap).includes(grant))).toBe(true)
        const isLess = kept.length < granted(recap).length
        const isShorter = Date.parse(narrowing.expirationTime ?? '') < expiresAt
        expect([isLess || isShorter, narrowing.expirationTime === undefined || isShorter]).toEqual([true, true])
      }),
    )
  })
})

describe('permissionsOf', () => {
  test('has each place once, although a review shows its permissions in several parts', () => {
    const review = reviewOf(aSessionMessage(att))
    const { sensitive, standard, literal, unrecognised, collapsible } = review
    const parts = [...sensitive, ...standard, ...literal, ...unrecognised, ...collapsible]
    const places = (groups: DescribedReview['standard']) => groups.map(({ target }) => JSON.stringify(target))
    expect(new Set(places(parts)).size).toBeLessThan(parts.length)
    expect(places(permissionsOf(review))).toEqual([...new Set(places(parts))])
    expect(itemsOf(review)).toHaveLength(parts.flatMap(({ items }) => items).length)
  })
})

describe('isNarrowable', () => {
  test.each<[string, string, boolean]>([
    ['a session with several permissions', aSessionMessage(att), true],
    ['a session with one permission, for a quarter of an hour', aSessionMessage(oneRight(), inMs(hourMs / 4)), false],
    ['a session with one permission, for a day', aSessionMessage(oneRight(), inMs(23 * hourMs)), true],
    ['what another user receives', aUserMessage(att), false],
    ['hosting', aHostMessage(), false],
  ])('offers a choice about %s: %#', (_, message, expected) => {
    expect(isNarrowable(reviewOf(message))).toBe(expected)
  })
})

describe('shorterLifetimesMs', () => {
  test('offers a quarter of an hour, an hour, a day and a week, as far as they are shorter', () => {
    const quarterMs = hourMs / 4
    expect([30 * 24 * hourMs, 24 * hourMs, hourMs, quarterMs].map(shorterLifetimesMs)).toEqual([
      [quarterMs, hourMs, 24 * hourMs, 7 * 24 * hourMs],
      [quarterMs, hourMs],
      [quarterMs],
      [],
    ])
  })
})

function oneRight(): Recap['att'] {
  return { [`${ownSpace}/kv/notes/`]: { 'tinycloud.kv/get': [{}] } }
}

function inMs(durationMs: number) {
  return { expirationTime: new Date(noon + durationMs).toISOString() }
}

/** @returns `undefined` if no message can hold the ReCap's sentence */
function reviewOfRecap({ att, prf }: Recap) {
  try {
    const request = readSignRequest(aSessionMessage(att))
    return request.recap && { recap: { ...request.recap, prf }, described: reviewOf(request.message) }
  } catch {
    return undefined
  }
}
