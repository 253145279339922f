import { parseOrigin } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { signer } from '../../testing/aMessage.ts'
import { originStoreContract } from '../../testing/originStoreContract.ts'
import { layerOriginRecords } from './browserStorage.ts'
import { createDurableStorage } from './durableStorage.ts'
import { createMemoryOriginRecords } from './memoryOriginRecords.ts'
import { createOriginStore, type OriginRecords } from './originRecords.ts'

const origin = parseOrigin('https://app.example')
const approval = { keyId: 'key-1', address: signer, approvedAt: 1_000 } as const
const claim = { origin, nonce: 'Nonce0001', messageDigest: 'one' }

/** A layered store with a durable half that can fail. */
function layeredStore(now: () => number = () => 1_000) {
  const records = createMemoryOriginRecords({ now })
  const storage = { isBroken: false }
  const durable = createDurableStorage<OriginRecords>({ open: async () => records })
  const layered = layerOriginRecords(
    (task) => durable((database) => (storage.isBroken ? Promise.reject(new Error('Quota')) : task(database))),
    { now },
  )
  return {
    origins: createOriginStore(layered),
    stored: createOriginStore(records),
    break: () => (storage.isBroken = true),
  }
}

describe('layerOriginRecords', () => {
  for (const { name, run } of originStoreContract) {
    test(`on working storage: ${name}`, () => {
      let time = 1_000
      return run({ origins: layeredStore(() => time).origins, setTime: (now) => (time = now) })
    })
    test(`without storage: ${name}`, () => {
      let time = 1_000
      const now = () => time
      const durable = createDurableStorage<OriginRecords>({ open: () => Promise.reject(new Error('SecurityError')) })
      return run({
        origins: createOriginStore(layerOriginRecords(durable, { now })),
        setTime: (value) => (time = value),
      })
    })
  }

  test('goes by storage while it works: other tabs write there too', async () => {
    const { origins, stored } = layeredStore()
    await origins.approve(origin, approval)
    await stored.forget(origin)
    expect(await origins.approval(origin)).toBeUndefined()
    await stored.claimNonce({ ...claim, messageDigest: 'of another tab' })
    expect(await origins.claimNonce(claim)).toBe('reused')
  })

  test('loses nothing it wrote or found when storage breaks halfway', async () => {
    const { origins, stored, break: breakStorage } = layeredStore()
    await stored.approve(origin, approval)
    await origins.approval(origin)
    await origins.claimNonce(claim)
    breakStorage()
    expect(await origins.approval(origin)).toEqual(approval)
    expect(await origins.claimNonce({ ...claim, messageDigest: 'two' })).toBe('reused')
  })

  test('does not take a refused message for the one that holds the nonce', async () => {
    const { origins, stored, break: breakStorage } = layeredStore()
    await stored.claimNonce({ ...claim, messageDigest: 'of another tab' })
    await origins.claimNonce(claim)
    breakStorage()
    expect(await origins.claimNonce({ ...claim, messageDigest: 'of another tab' })).toBe('fresh')
  })

  test('does not bring an approval back that this page or another tab dropped', async () => {
    const { origins, stored, break: breakStorage } = layeredStore()
    await origins.approve(origin, approval)
    await stored.forget(origin)
    await origins.approval(origin)
    breakStorage()
    expect(await origins.approval(origin)).toBeUndefined()
  })
})
