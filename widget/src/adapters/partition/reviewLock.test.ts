import { parseOrigin } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { createFakeLocks } from '../../testing/fakeLocks.ts'
import { createReviewLock } from './reviewLock.ts'

const boundOrigin = parseOrigin('https://app.example')

function twoTabs() {
  const locks = createFakeLocks()
  return [createReviewLock({ boundOrigin, locks }), createReviewLock({ boundOrigin, locks })] as const
}

describe('createReviewLock', () => {
  test('S19: one of two has the turn, until it lets go', async () => {
    const [one, two] = twoTabs()
    expect([await one.acquire(), await two.acquire(), await one.acquire()]).toEqual([true, false, true])
    one.release()
    await expect.poll(() => two.acquire()).toBe(true)
    expect(await one.acquire()).toBe(false)
  })

  test('has it again at once after letting go', async () => {
    const [one] = twoTabs()
    for (let round = 0; round < 3; round++) {
      expect(await one.acquire()).toBe(true)
      one.release()
    }
  })

  test('lets go of what it is still asking for', async () => {
    const [one, two] = twoTabs()
    const asked = one.acquire()
    one.release()
    await asked
    await expect.poll(() => two.acquire()).toBe(true)
  })

  test('S19: keeps origins apart', async () => {
    const locks = createFakeLocks()
    const other = createReviewLock({ boundOrigin: parseOrigin('https://other.example'), locks })
    expect([await createReviewLock({ boundOrigin, locks }).acquire(), await other.acquire()]).toEqual([true, true])
  })

  test('has the turn where the browser withholds its locks', async () => {
    const request = () => Promise.reject(new DOMException('Denied.', 'SecurityError'))
    const turn = createReviewLock({ boundOrigin, locks: { request } })
    expect([await turn.acquire(), await turn.acquire()]).toEqual([true, true])
  })
})
