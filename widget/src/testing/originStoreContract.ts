import { parseOrigin } from '@openkey/protocol'
import { maxDeclines } from '../domain/approval/declinePolicy.ts'
import { maxGrants, type OriginStore } from '../ports/originStore.ts'
import { signer, stranger } from './aMessage.ts'
import { type ContractCase, expectSame } from './contractCase.ts'

export type OriginStoreSubject = {
  readonly origins: OriginStore
  /** The clock of the store, in milliseconds. */
  setTime(now: number): void
}

const origin = parseOrigin('https://app.example')
const other = parseOrigin('https://other.example')
const approval = { keyId: 'key-1', address: signer, approvedAt: 1_000 } as const
const account = { address: signer, chainId: 1 } as const
const grant = (item: string) => ({ items: [item], capabilities: [], account, lifetimeMs: 1_000 })
const claim = { origin, nonce: 'Nonce0001', messageDigest: 'one', expiresAt: 2_000 }

/** Promises of every origin store. Each case needs an empty one, with its clock at 1 000 ms. */
export const originStoreContract: readonly ContractCase<OriginStoreSubject>[] = [
  {
    name: 'knows nothing of an origin at first',
    async run({ origins }) {
      expectSame([await origins.approval(origin), await origins.lastKeyId(origin)], [null, null])
    },
  },
  {
    name: 'remembers an approval for its origin only',
    async run({ origins }) {
      await origins.approve(origin, approval)
      expectSame([await origins.approval(origin), await origins.lastKeyId(origin)], [approval, 'key-1'])
      expectSame([await origins.approval(other), await origins.lastKeyId(other)], [null, null])
    },
  },
  {
    name: 'keeps the latest approval',
    async run({ origins }) {
      const later = { keyId: 'key-2', address: stranger, approvedAt: 2_000 } as const
      await origins.approve(origin, approval)
      await origins.approve(origin, later)
      expectSame(await origins.approval(origin), later)
    },
  },
  {
    name: 'forgets an approval, but not the last key nor another origin',
    async run({ origins }) {
      await origins.approve(origin, approval)
      await origins.approve(other, approval)
      await origins.forget(origin)
      expectSame([await origins.approval(origin), await origins.lastKeyId(origin)], [null, 'key-1'])
      expectSame(await origins.approval(other), approval)
    },
  },
  {
    name: 'forgets an origin it never knew',
    async run({ origins }) {
      await origins.forget(origin)
      expectSame(await origins.lastKeyId(origin), null)
    },
  },
  {
    name: 'S10: remembers what was approved and when, for its origin, until the approval is dropped',
    async run({ origins }) {
      expectSame(await origins.grants(origin), [])
      await origins.approve(origin, { ...approval, grant: grant('one') })
      await origins.approve(origin, approval)
      await origins.approve(origin, { ...approval, approvedAt: 2_000, grant: grant('two') })
      const approved = [
        { ...grant('one'), approvedAt: 1_000 },
        { ...grant('two'), approvedAt: 2_000 },
      ]
      expectSame([await origins.grants(origin), await origins.grants(other)], [approved, []])
      await origins.forget(origin)
      expectSame(await origins.grants(origin), [])
    },
  },
  {
    name: 'S10: keeps one grant as it was approved last',
    async run({ origins }) {
      await origins.approve(origin, { ...approval, grant: grant('one') })
      await origins.approve(origin, { ...approval, approvedAt: 2_000, grant: grant('one') })
      expectSame(await origins.grants(origin), [{ ...grant('one'), approvedAt: 2_000 }])
    },
  },
  {
    name: 'remembers no grant of a message that gives nothing away',
    async run({ origins }) {
      await origins.approve(origin, {
        ...approval,
        grant: { items: [], capabilities: [], account, lifetimeMs: undefined },
      })
      expectSame(await origins.grants(origin), [])
    },
  },
  {
    name: 'forgets the oldest of many grants',
    async run({ origins }) {
      for (let index = 0; index <= maxGrants; index++) {
        await origins.approve(origin, { ...approval, grant: grant(`grant-${index}`) })
      }
      const items = (await origins.grants(origin)).flatMap((known) => known.items)
      expectSame([items.length, items[0], items.at(-1)], [maxGrants, 'grant-1', `grant-${maxGrants}`])
    },
  },
  {
    name: 'lists approved origins with what they were given, the latest first',
    async run({ origins }) {
      await origins.approve(origin, { ...approval, grant: grant('one') })
      await origins.approve(other, { ...approval, approvedAt: 2_000 })
      expectSame(await origins.approvedOrigins(), [
        { origin: other, ...approval, approvedAt: 2_000, grants: [] },
        { origin, ...approval, grants: [{ ...grant('one'), approvedAt: 1_000 }] },
      ])
      await origins.forget(origin)
      expectSame(
        (await origins.approvedOrigins()).map((known) => known.origin),
        [other],
      )
    },
  },
  {
    name: 'S19: remembers when the user said no, whatever becomes of the approval',
    async run({ origins }) {
      expectSame(await origins.declines(origin), [])
      await origins.noteDecline(origin, 1_000)
      await origins.noteDecline(origin, 2_000)
      await origins.approve(origin, approval)
      await origins.forget(origin)
      expectSame([await origins.declines(origin), await origins.declines(other)], [[1_000, 2_000], []])
      expectSame(await origins.lastKeyId(origin), 'key-1')
    },
  },
  {
    name: 'S19: takes back one note of a no',
    async run({ origins }) {
      await origins.withdrawDecline(origin, 1_000)
      await origins.noteDecline(origin, 1_000)
      await origins.noteDecline(origin, 2_000)
      await origins.withdrawDecline(origin, 1_000)
      await origins.withdrawDecline(other, 2_000)
      expectSame(await origins.declines(origin), [2_000])
    },
  },
  {
    name: 'forgets the oldest of many refusals',
    async run({ origins }) {
      for (let at = 0; at <= maxDeclines; at++) await origins.noteDecline(origin, at)
      expectSame((await origins.declines(origin)).length, maxDeclines)
      expectSame((await origins.declines(origin))[0], 1)
    },
  },
  {
    name: 'S5: refuses a nonce in another message, and takes the same bytes again',
    async run({ origins }) {
      const verdicts = [
        await origins.claimNonce(claim),
        await origins.claimNonce({ ...claim, messageDigest: 'two' }),
        await origins.claimNonce(claim),
        await origins.claimNonce({ ...claim, messageDigest: 'two' }),
      ]
      expectSame(verdicts, ['fresh', 'reused', 'repeat', 'reused'])
    },
  },
  {
    name: 'S5: keeps the nonces of origins apart',
    async run({ origins }) {
      await origins.claimNonce(claim)
      expectSame(await origins.claimNonce({ ...claim, origin: other, messageDigest: 'two' }), 'fresh')
    },
  },
  {
    name: 'S5: lets one of many simultaneous claims through',
    async run({ origins }) {
      const digests = Array.from({ length: 20 }, (_, index) => `digest ${index}`)
      const verdicts = await Promise.all(
        digests.map((messageDigest) => origins.claimNonce({ ...claim, messageDigest })),
      )
      expectSame(verdicts.toSorted(), ['fresh', ...Array.from({ length: 19 }, () => 'reused')])
    },
  },
  {
    name: 'S5: keeps a nonce until its message ends',
    async run({ origins, setTime }) {
      await origins.claimNonce(claim)
      setTime(1_999)
      expectSame(await origins.claimNonce({ ...claim, messageDigest: 'two' }), 'reused')
      setTime(2_000)
      expectSame(await origins.claimNonce({ ...claim, messageDigest: 'two', expiresAt: 3_000 }), 'fresh')
    },
  },
  {
    name: 'S5: keeps the nonce of a message without an end',
    async run({ origins, setTime }) {
      const endless = { origin, nonce: 'Nonce0002', messageDigest: 'one' }
      await origins.claimNonce(endless)
      setTime(Number.MAX_SAFE_INTEGER)
      expectSame(await origins.claimNonce({ ...endless, messageDigest: 'two' }), 'reused')
    },
  },
]
