import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { approvalChallenge, chooseApprovalMethod } from './approvalMethod.ts'

describe('chooseApprovalMethod', () => {
  test.each([
    { passkey: false, hasPasskey: true, isSignedIn: true, method: 'press' },
    { passkey: true, hasPasskey: true, isSignedIn: true, method: 'press' },
    { passkey: true, hasPasskey: true, isSignedIn: false, method: 'passkey' },
    { passkey: true, hasPasskey: false, isSignedIn: false, method: 'press' },
    { passkey: 'required', hasPasskey: true, isSignedIn: true, method: 'passkey' },
    { passkey: 'required', hasPasskey: false, isSignedIn: true, method: 'press' },
  ] as const)(
    'is $method with $passkey, passkey at hand: $hasPasskey, signed in: $isSignedIn',
    ({ passkey, ...row }) => {
      expect(chooseApprovalMethod(row, { passkey })).toBe(row.method)
    },
  )
})

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
