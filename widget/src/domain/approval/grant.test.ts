import { type Capability, listCapabilities } from '@openkey/protocol/siwe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ownSpace, signer, stranger } from '../../testing/aMessage.ts'
import { createGrant, type GrantContents, isRepeat, messageDigest } from './grant.ts'

const capabilities = listCapabilities({
  att: {
    [`${ownSpace}/kv/a`]: { 'tinycloud.kv/get': [{}] },
    [`${ownSpace}/kv/b`]: { 'tinycloud.kv/get': [{}], 'tinycloud.kv/put': [{}] },
  },
  prf: [],
})
const contents: GrantContents = {
  account: { address: signer, chainId: 1 },
  recipient: undefined,
  capabilities,
  proofs: ['proof'],
  resources: ['https://app.example'],
  lifetimeMs: 3_600_000,
}
const now = 1_000_000
const time = { now, maxAgeMs: 60_000 }
const approved = { ...createGrant(contents), approvedAt: now - 59_999 }
const repeats = (change: Partial<GrantContents>, remembered = [approved]) =>
  isRepeat(createGrant({ ...contents, ...change }), remembered, time)
const changed = (change: Partial<Capability>) => [{ ...capabilities[0], ...change } as Capability]

describe('isRepeat', () => {
  test('S10: treats the same request as a repeat, in any order', () => {
    expect(repeats({ capabilities: capabilities.toReversed() })).toBe(true)
  })

  test.each<[string, Partial<GrantContents>]>([
    ['fewer capabilities', { capabilities: capabilities.slice(1) }],
    ['no proof', { proofs: [] }],
    ['no further resource', { resources: [] }],
    ['a shorter time', { lifetimeMs: 60_000 }],
  ])('takes a narrower request for a repeat: %s', (_, change) => {
    expect(repeats(change)).toBe(true)
  })

  test.each<[string, Partial<GrantContents>]>([
    ['another account', { account: { address: stranger, chainId: 1 } }],
    ['another chain', { account: { address: signer, chainId: 10 } }],
    ['a fixed recipient', { recipient: 'did:key:zNode' }],
    ['another resource', { capabilities: changed({ resource: `${ownSpace}/kv` }) }],
    ['another ability', { capabilities: changed({ ability: 'tinycloud.kv/del' }) }],
    ['a condition', { capabilities: changed({ caveats: [{ limit: 1 }] }) }],
    ['one capability more', { capabilities: [...capabilities, ...changed({ ability: 'tinycloud.kv/del' })] }],
    ['another proof', { proofs: ['other'] }],
    ['another further resource', { resources: ['https://other.example'] }],
    ['a resource in place of a proof', { resources: ['proof'] }],
    ['a longer time', { lifetimeMs: 3_600_000 + 60_000 }],
    ['no end', { lifetimeMs: undefined }],
  ])('S10: takes no wider or longer request for a repeat: %s', (_, change) => {
    expect(repeats(change)).toBe(false)
  })

  test('S10: treats no request as a repeat of an approval that is too old or from the future', () => {
    expect(repeats({}, [{ ...approved, approvedAt: now - 60_000 }])).toBe(false)
    expect(repeats({}, [{ ...approved, approvedAt: now + 1 }])).toBe(false)
  })

  test('S10: treats no request as a repeat of several approvals together', () => {
    const halves = [capabilities.slice(1), capabilities.slice(0, 1)].map((half) => ({
      ...createGrant({ ...contents, capabilities: half }),
      approvedAt: now,
    }))
    expect(repeats({}, halves)).toBe(false)
  })

  test('covers any lifetime once approved without an expiry', () => {
    expect(repeats({}, [{ ...approved, lifetimeMs: undefined }])).toBe(true)
  })

  test('finds nothing new in a message that grants nothing', () => {
    expect(repeats({ capabilities: [], proofs: [], resources: [] }, [])).toBe(true)
  })

  test('S10: covers exactly the subsets of one approval', () => {
    const pool = ['a', 'b', 'c', 'd'].flatMap((path) =>
      listCapabilities({ att: { [`${ownSpace}/kv/${path}`]: { 'tinycloud.kv/get': [{}] } }, prf: [] }),
    )
    const some = fc.subarray(pool)
    fc.assert(
      fc.property(some, some, (asked, given) => {
        const remembered = { ...createGrant({ ...contents, capabilities: given }), approvedAt: now }
        return repeats({ capabilities: asked }, [remembered]) === asked.every((one) => given.includes(one))
      }),
    )
  })
})

describe('messageDigest', () => {
  test('is the EIP-191 hash', () => {
    expect(messageDigest('Hello World')).toBe('a1de988600a42c4b4ab089b619297c17d53cffae5d5120d82d8a92d0bb3b78f2')
  })

  test('distinguishes messages by every byte', () => {
    expect(messageDigest('a')).not.toBe(messageDigest('a '))
  })
})
