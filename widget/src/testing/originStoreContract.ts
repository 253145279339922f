import { parseOrigin } from '@openkey/protocol'
import { mostDeclines } from '../domain/approval/declinePolicy.ts'
import { mostGrants, type OriginLedger } from '../ports/originStore.ts'
import { signer, stranger } from './aMessage.ts'
import { type ContractCase, expectSame } from './contractCase.ts'

export type OriginLedgerSubject = {
  readonly ledger: OriginLedger
  /** The clock the ledger reads, in milliseconds. */
  setTime(now: number): void
}

const origin = parseOrigin('https://app.example')
const other = parseOrigin('https://other.example')
const approval = { keyId: 'key-1', address: signer, approvedAt: 1_000 } as const
const account = { address: signer, chainId: 1 } as const
const grant = (item: string) => ({ items: [item], capabilities: [], account, lifetimeMs: 1_000 })
const claim = { origin, nonce: 'Nonce0001', messageDigest: 'one', expiresAt: 2_000 }

/** What every ledger promises, whatever it is kept in. Each case wants an empty one whose clock stands at 1 000. */
export const originLedgerContract: readonly ContractCase<OriginLedgerSubject>[] = [
  {
    name: 'knows nothing of an origin at first',
    async run({ ledger }) {
      expectSame([await ledger.approval(origin), await ledger.lastKeyId(origin)], [null, null])
    },
  },
  {
    name: 'remembers an approval for its origin only',
    async run({ ledger }) {
      await ledger.approve(origin, approval)
      expectSame([await ledger.approval(origin), await ledger.lastKeyId(origin)], [approval, 'key-1'])
      expectSame([await ledger.approval(other), await ledger.lastKeyId(other)], [null, null])
    },
  },
  {
    name: 'keeps the latest approval',
    async run({ ledger }) {
      const later = { keyId: 'key-2', address: stranger, approvedAt: 2_000 } as const
      await ledger.approve(origin, approval)
      await ledger.approve(origin, later)
      expectSame(await ledger.approval(origin), later)
    },
  },
  {
    name: 'forgets an approval, but not the last key nor another origin',
    async run({ ledger }) {
      await ledger.approve(origin, approval)
      await ledger.approve(other, approval)
      await ledger.forget(origin)
      expectSame([await ledger.approval(origin), await ledger.lastKeyId(origin)], [null, 'key-1'])
      expectSame(await ledger.approval(other), approval)
    },
  },
  {
    name: 'forgets an origin it never knew',
    async run({ ledger }) {
      await ledger.forget(origin)
      expectSame(await ledger.lastKeyId(origin), null)
    },
  },
  {
    name: 'S10: remembers what was approved and when, for its origin, until the approval is dropped',
    async run({ ledger }) {
      expectSame(await ledger.grants(origin), [])
      await ledger.approve(origin, { ...approval, grant: grant('one') })
      await ledger.approve(origin, approval)
      await ledger.approve(origin, { ...approval, approvedAt: 2_000, grant: grant('two') })
      const approved = [
        { ...grant('one'), approvedAt: 1_000 },
        { ...grant('two'), approvedAt: 2_000 },
      ]
      expectSame([await ledger.grants(origin), await ledger.grants(other)], [approved, []])
      await ledger.forget(origin)
      expectSame(await ledger.grants(origin), [])
    },
  },
  {
    name: 'S10: keeps one grant as it was approved last',
    async run({ ledger }) {
      await ledger.approve(origin, { ...approval, grant: grant('one') })
      await ledger.approve(origin, { ...approval, approvedAt: 2_000, grant: grant('one') })
      expectSame(await ledger.grants(origin), [{ ...grant('one'), approvedAt: 2_000 }])
    },
  },
  {
    name: 'remembers no grant of a message that gives nothing away',
    async run({ ledger }) {
      await ledger.approve(origin, {
        ...approval,
        grant: { items: [], capabilities: [], account, lifetimeMs: undefined },
      })
      expectSame(await ledger.grants(origin), [])
    },
  },
  {
    name: 'forgets the oldest of many grants',
    async run({ ledger }) {
      for (let index = 0; index <= mostGrants; index++) {
        await ledger.approve(origin, { ...approval, grant: grant(`grant-${index}`) })
      }
      const items = (await ledger.grants(origin)).flatMap((known) => known.items)
      expectSame([items.length, items[0], items.at(-1)], [mostGrants, 'grant-1', `grant-${mostGrants}`])
    },
  },
  {
    name: 'lists approved origins with what they were given, the latest first',
    async run({ ledger }) {
      await ledger.approve(origin, { ...approval, grant: grant('one') })
      await ledger.approve(other, { ...approval, approvedAt: 2_000 })
      expectSame(await ledger.approvedOrigins(), [
        { origin: other, ...approval, approvedAt: 2_000, grants: [] },
        { origin, ...approval, grants: [{ ...grant('one'), approvedAt: 1_000 }] },
      ])
      await ledger.forget(origin)
      expectSame(
        (await ledger.approvedOrigins()).map((known) => known.origin),
        [other],
      )
    },
  },
  {
    name: 'S19: remembers when the user said no, whatever becomes of the approval',
    async run({ ledger }) {
      expectSame(await ledger.declines(origin), [])
      await ledger.noteDecline(origin, 1_000)
      await ledger.noteDecline(origin, 2_000)
      await ledger.approve(origin, approval)
      await ledger.forget(origin)
      expectSame([await ledger.declines(origin), await ledger.declines(other)], [[1_000, 2_000], []])
      expectSame(await ledger.lastKeyId(origin), 'key-1')
    },
  },
  {
    name: 'S19: takes back one note of a no',
    async run({ ledger }) {
      await ledger.withdrawDecline(origin, 1_000)
      await ledger.noteDecline(origin, 1_000)
      await ledger.noteDecline(origin, 2_000)
      await ledger.withdrawDecline(origin, 1_000)
      await ledger.withdrawDecline(other, 2_000)
      expectSame(await ledger.declines(origin), [2_000])
    },
  },
  {
    name: 'forgets the oldest of many refusals',
    async run({ ledger }) {
      for (let at = 0; at <= mostDeclines; at++) await ledger.noteDecline(origin, at)
      expectSame((await ledger.declines(origin)).length, mostDeclines)
      expectSame((await ledger.declines(origin))[0], 1)
    },
  },
  {
    name: 'S5: refuses a nonce in another message, and takes the same bytes again',
    async run({ ledger }) {
      const verdicts = [
        await ledger.claimNonce(claim),
        await ledger.claimNonce({ ...claim, messageDigest: 'two' }),
        await ledger.claimNonce(claim),
        await ledger.claimNonce({ ...claim, messageDigest: 'two' }),
      ]
      expectSame(verdicts, ['fresh', 'reused', 'repeat', 'reused'])
    },
  },
  {
    name: 'S5: keeps the nonces of origins apart',
    async run({ ledger }) {
      await ledger.claimNonce(claim)
      expectSame(await ledger.claimNonce({ ...claim, origin: other, messageDigest: 'two' }), 'fresh')
    },
  },
  {
    name: 'S5: lets one of many simultaneous claims through',
    async run({ ledger }) {
      const digests = Array.from({ length: 20 }, (_, index) => `digest ${index}`)
      const verdicts = await Promise.all(digests.map((messageDigest) => ledger.claimNonce({ ...claim, messageDigest })))
      expectSame(verdicts.toSorted(), ['fresh', ...Array.from({ length: 19 }, () => 'reused')])
    },
  },
  {
    name: 'S5: keeps a nonce until its message ends',
    async run({ ledger, setTime }) {
      await ledger.claimNonce(claim)
      setTime(1_999)
      expectSame(await ledger.claimNonce({ ...claim, messageDigest: 'two' }), 'reused')
      setTime(2_000)
      expectSame(await ledger.claimNonce({ ...claim, messageDigest: 'two', expiresAt: 3_000 }), 'fresh')
    },
  },
  {
    name: 'S5: keeps the nonce of a message without an end',
    async run({ ledger, setTime }) {
      const endless = { origin, nonce: 'Nonce0002', messageDigest: 'one' }
      await ledger.claimNonce(endless)
      setTime(Number.MAX_SAFE_INTEGER)
      expectSame(await ledger.claimNonce({ ...endless, messageDigest: 'two' }), 'reused')
    },
  },
]
