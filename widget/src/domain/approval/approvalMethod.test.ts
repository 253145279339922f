import { describe, expect, test } from 'vitest'
import { chooseApprovalMethod } from './approvalMethod.ts'

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
