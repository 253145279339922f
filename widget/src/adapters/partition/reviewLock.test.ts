import { parseOrigin } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { createFakeLocks } from '../../testing/fakeLocks.ts'
import { createReviewTurn } from './reviewLock.ts'

const boundOrigin = parseOrigin('https://app.example')

function twoTabs() {
  const locks = createFakeLocks()
  return [createReviewTurn({ boundOrigin, locks }), createReviewTurn({ boundOrigin, locks })] as const
}

describe('createReviewTurn', () => {
  test('S19: one of two has the turn, until it lets go', async () => {
    const [one, two] = twoTabs()
    expect([await one.take(), await two.take(), await one.take()]).toEqual([true, false, true])
    one.release()
    await expect.poll(() => two.take()).toBe(true)
    expect(await one.take()).toBe(false)
  })

  test('has it again at once after letting go', async () => {
    const [one] = twoTabs()
    for (let round = 0; round < 3; round++) {
      expect(await one.take()).toBe(true)
      one.release()
    }
  })

  test('lets go of what it is still asking for', async () => {
    const [one, two] = twoTabs()
    const asked = one.take()
    one.release()
    await asked
    await expect.poll(() => two.take()).toBe(true)
  })

  test('S19: keeps origins apart', async () => {
    const locks = createFakeLocks()
    const other = createReviewTurn({ boundOrigin: parseOrigin('https://other.example'), locks })
    expect([await createReviewTurn({ boundOrigin, locks }).take(), await other.take()]).toEqual([true, true])
  })

  test('has the turn where the browser withholds its locks', async () => {
    const request = () => Promise.reject(new DOMException('Denied.', 'SecurityError'))
    const turn = createReviewTurn({ boundOrigin, locks: { request } })
    expect([await turn.take(), await turn.take()]).toEqual([true, true])
  })
})
