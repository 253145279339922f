import { parseOrigin } from '@openkey/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ApprovalCase, chooseApproval } from './chooseApproval.ts'

const origin = parseOrigin('https://app.example')
const asked = { origin, isSensitive: true, isRepeat: false, isObserved: true, hasPasskey: false, isSignedIn: true }
const withPasskey = { ...asked, hasPasskey: true }

describe('chooseApproval', () => {
  test('S10: takes no press in the frame for a first sensitive request of a page nobody answers for', () => {
    expect(chooseApproval(asked)).toBe('window')
    expect(chooseApproval(withPasskey)).toBe('window')
    expect(chooseApproval(asked, { passkey: true })).toBe('window')
    expect(chooseApproval(withPasskey, { passkey: true })).toBe('passkey')
  })

  test('takes a press in the frame for what is not sensitive, and for what was approved before', () => {
    expect(chooseApproval({ ...asked, isSensitive: false })).toBe('frame')
    expect(chooseApproval({ ...asked, isRepeat: true })).toBe('frame')
  })

  test('S10: takes no press in the frame where nothing tells that it is covered', () => {
    const unobserved = { ...asked, isObserved: false }
    expect(chooseApproval({ ...unobserved, isSensitive: false })).toBe('window')
    expect(chooseApproval({ ...unobserved, isRepeat: true })).toBe('window')
    expect(chooseApproval({ ...unobserved, isSensitive: false, hasPasskey: true }, { passkey: true })).toBe('passkey')
  })

  test('takes a press in the frame on origins the operator answers for, and on no other', () => {
    expect(chooseApproval({ ...asked, isObserved: false }, { trustedOrigins: [origin] })).toBe('frame')
    expect(chooseApproval(asked, { trustedOrigins: [parseOrigin('https://app.example:8443')] })).toBe('window')
    expect(chooseApproval(asked, { trustedOrigins: [parseOrigin('https://other.app.example')] })).toBe('window')
  })

  test.each(['http://localhost:5173', 'http://app.localhost', 'http://127.0.0.1:8080'])(
    'trusts %s unless told otherwise',
    (loopback) => {
      const there = { ...asked, origin: parseOrigin(loopback) }
      expect(chooseApproval(there)).toBe('frame')
      expect(chooseApproval(there, { trustLoopback: false })).toBe('window')
    },
  )

  test('takes a press in the frame everywhere once the operator takes that risk', () => {
    expect(chooseApproval({ ...asked, isObserved: false }, { untrusted: 'frame' })).toBe('frame')
  })

  test('asks for a passkey only where the endpoint checks it and the user has one', () => {
    const aCase: fc.Arbitrary<ApprovalCase> = fc.record({
      origin: fc.constant(origin),
      isSensitive: fc.boolean(),
      isRepeat: fc.boolean(),
      isObserved: fc.boolean(),
      hasPasskey: fc.boolean(),
      isSignedIn: fc.boolean(),
    })
    fc.assert(
      fc.property(aCase, fc.constantFrom(false, true, 'required' as const), (drawn, passkey) => {
        const way = chooseApproval(drawn, { passkey })
        return way !== 'passkey' || (passkey !== false && drawn.hasPasskey)
      }),
    )
  })

  test('has a passkey sign in and approve where the session has ended, whoever asks', () => {
    const ended = { ...withPasskey, isSensitive: false, isSignedIn: false }
    expect(chooseApproval(ended, { passkey: true, trustedOrigins: [origin] })).toBe('passkey')
  })

  test('asks for a passkey each time where the endpoint signs nothing without one', () => {
    const policy = { passkey: 'required', untrusted: 'frame', trustedOrigins: [origin] } as const
    expect(chooseApproval({ ...withPasskey, isRepeat: true }, policy)).toBe('passkey')
    expect(chooseApproval(asked, policy)).toBe('frame')
  })
})
