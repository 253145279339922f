import { parseOrigin } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import type { OriginLedger } from '../../ports/originStore.ts'
import { signer } from '../../testing/aMessage.ts'
import { originLedgerContract } from '../../testing/originStoreContract.ts'
import { createDurableStorage } from './durableStorage.ts'
import { layerOriginLedger } from './layerOriginStore.ts'
import { createMemoryOriginLedger } from './memoryOriginStore.ts'

const origin = parseOrigin('https://app.example')
const approval = { keyId: 'key-1', address: signer, approvedAt: 1_000 } as const
const claim = { origin, nonce: 'Nonce0001', messageDigest: 'one' }

/** A layered ledger whose durable half can be broken. */
function aLedger(now: () => number = () => 1_000) {
  const stored = createMemoryOriginLedger({ now })
  const storage = { isBroken: false }
  const durable = createDurableStorage<OriginLedger>({ open: async () => stored })
  const ledger = layerOriginLedger(
    (task) => durable((database) => (storage.isBroken ? Promise.reject(new Error('Quota')) : task(database))),
    { now },
  )
  return { ledger, stored, break: () => (storage.isBroken = true) }
}

describe('layerOriginLedger', () => {
  for (const { name, run } of originLedgerContract) {
    test(`on working storage: ${name}`, () => {
      let time = 1_000
      return run({ ledger: aLedger(() => time).ledger, setTime: (now) => (time = now) })
    })
    test(`without storage: ${name}`, () => {
      let time = 1_000
      const now = () => time
      const durable = createDurableStorage<OriginLedger>({ open: () => Promise.reject(new Error('SecurityError')) })
      return run({ ledger: layerOriginLedger(durable, { now }), setTime: (value) => (time = value) })
    })
  }

  test('goes by storage while it works: other tabs write there too', async () => {
    const { ledger, stored } = aLedger()
    await ledger.approve(origin, approval)
    await stored.forget(origin)
    expect(await ledger.approval(origin)).toBeUndefined()
    await stored.claimNonce({ ...claim, messageDigest: 'of another tab' })
    expect(await ledger.claimNonce(claim)).toBe('reused')
  })

  test('loses nothing it wrote or found when storage breaks halfway', async () => {
    const { ledger, stored, break: breakStorage } = aLedger()
    await stored.approve(origin, approval)
    await ledger.approval(origin)
    await ledger.claimNonce(claim)
    breakStorage()
    expect(await ledger.approval(origin)).toEqual(approval)
    expect(await ledger.claimNonce({ ...claim, messageDigest: 'two' })).toBe('reused')
  })

  test('does not take a refused message for the one that holds the nonce', async () => {
    const { ledger, stored, break: breakStorage } = aLedger()
    await stored.claimNonce({ ...claim, messageDigest: 'of another tab' })
    await ledger.claimNonce(claim)
    breakStorage()
    expect(await ledger.claimNonce({ ...claim, messageDigest: 'of another tab' })).toBe('fresh')
  })

  test('does not bring an approval back that this page or another tab dropped', async () => {
    const { ledger, stored, break: breakStorage } = aLedger()
    await ledger.approve(origin, approval)
    await stored.forget(origin)
    await ledger.approval(origin)
    breakStorage()
    expect(await ledger.approval(origin)).toBeUndefined()
  })
})
