import { readFileSync } from 'node:fs'
import { parseOrigin } from '@openkey/protocol'
import { toChecksumAddress } from '@openkey/protocol/siwe'
import { describe, expect, test } from 'vitest'
import {
  aHostMessage,
  aPlainMessage,
  aSessionMessage,
  noon,
  ownSpace,
  signer,
  stranger,
} from '../../testing/aMessage.ts'
import { readSignRequest } from '../readSignRequest.ts'
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
  return groups.map(({ place, items }) => [
    'name' in place ? `${place.kind} ${place.name}` : place.kind,
    items.map(({ sentence, capabilities }) => `${sentence.id} (${capabilities.length})`),
  ])
}

describe('describeReview', () => {
  test('says the default sign-in in ten sentences, the four powerful ones apart and first', () => {
    const file = new URL('../../../../protocol/src/testing/fixtures/default-sign-in.siwe.txt', import.meta.url)
    const { sensitive, standard, validity, ...rest } = review(readFileSync(file, 'utf8'), {
      boundOrigin: parseOrigin('http://localhost:5173'),
      now: Date.parse('2026-11-20T08:19:06.400Z'),
    })
    expect(outline(sensitive)).toEqual([
      ['space secrets', ['secrets (5)']],
      ['network default', ['encryption (2)']],
      ['space default', ['database (7)', 'database (5)']],
    ])
    expect(outline(standard)).toEqual([
      ['space default', ['permissions (1)', 'hooks (4)', 'data (5)']],
      ['space account', ['permissions (1)', 'connections (1)', 'account (11)']],
    ])
    expect(validity).toEqual({
      expiresAt: Date.parse('2026-11-27T08:19:06.400Z'),
      remainingMs: 7 * 24 * 60 * 60_000,
      isLong: true,
    })
    expect(rest).toMatchObject({ kind: 'session', statement: undefined, proofs: [], resources: [] })
  })

  test('says who asks and as whom', () => {
    const { requester, account } = review(aPlainMessage(), { appName: ' Notes ' })
    expect(requester).toEqual({ origin: 'https://app.example', host: 'app.example', appName: 'Notes' })
    expect(account).toEqual({ address: signer, short: '0x19E7E3…86DAff2A' })
  })

  test('shows no name where an app claims none', () => {
    expect(review(aPlainMessage()).requester.appName).toBeUndefined()
    expect(review(aPlainMessage(), { appName: '   ' }).requester.appName).toBeUndefined()
  })

  test('S12: a name cannot pose as another, nor hosts as others', () => {
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

  test('puts what is strange before what is powerful', () => {
    const message = aSessionMessage({
      [`tinycloud:pkh:eip155:1:${signer}:secrets/kv`]: { 'tinycloud.kv/get': [{}] },
      [`tinycloud:pkh:eip155:1:${stranger}:default/kv`]: { 'tinycloud.kv/get': [{}] },
      'https://elsewhere.example/': { 'unknown/thing': [{}] },
    })
    expect(review(message).sensitive.map(({ place }) => place)).toEqual([
      { kind: 'elsewhere' },
      { kind: 'space', name: 'default', owner: { address: stranger, chainId: 1 } },
      { kind: 'space', name: 'secrets' },
    ])
  })

  test('says how long it lasts, and that more than a day is long', () => {
    const validity = (message: string) => review(message).validity
    expect(validity(aSessionMessage(att))).toMatchObject({ remainingMs: 3_600_000, isLong: false })
    expect(validity(aSessionMessage(att, { expirationTime: '2026-11-21T12:00:00Z' })).isLong).toBe(false)
    expect(validity(aSessionMessage(att, { expirationTime: '2026-11-21T12:00:01Z' })).isLong).toBe(true)
    expect(validity(aHostMessage())).toEqual({ expiresAt: undefined, remainingMs: undefined, isLong: true })
    expect(validity(aPlainMessage()).isLong).toBe(false)
  })
})
