import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { approvalChallenge } from './approvalChallenge.ts'

describe('approvalChallenge', () => {
  test.each([
    ['', 'XqSNhB7CDS5HplsYqHowcfrrwbdiE1hPVrq_V_WQXNI'],
    ['Line one\nLine two', '5n-n4Fg67Py1mRsTDE_yBhcCFrjSqzJnziIixIattqs'],
  ])('of %j is that of any other implementation', async (message, challenge) => {
    expect(await approvalChallenge(message)).toBe(challenge)
  })

  test('S10: commits to every byte of the message', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (message) => {
        const bytes = Buffer.concat([Buffer.from('openkey-sign-v1'), Buffer.of(0), Buffer.from(message)])
        expect(await approvalChallenge(message)).toBe(createHash('sha256').update(bytes).digest('base64url'))
      }),
    )
  })
})
