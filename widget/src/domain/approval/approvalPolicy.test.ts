import { parseOrigin } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { invalidApprovalField, isTrusted } from './approvalPolicy.ts'

const local = 'http://api.openkey.localhost:5175'
const remote = 'https://api.example'
const origin = parseOrigin('https://app.example')

describe('isTrusted', () => {
  test('S10: trusts the origins that the operator lists, and no other', () => {
    const approval = { trustedOrigins: [origin] }
    const candidates = [
      'https://app.example',
      'https://app.example:8443',
      'https://other.app.example',
      'https://example',
    ]
    expect(candidates.filter((text) => isTrusted(parseOrigin(text), { keyEndpointUrl: remote, approval }))).toEqual([
      'https://app.example',
    ])
  })

  test.each(['http://localhost:5173', 'http://app.localhost', 'http://127.0.0.1:8080', 'https://localhost'])(
    'S10: trusts %s where the key endpoint is on loopback too, unless told otherwise',
    (text) => {
      const loopback = parseOrigin(text)
      expect([
        isTrusted(loopback, { keyEndpointUrl: local }),
        isTrusted(loopback, { keyEndpointUrl: remote }),
        isTrusted(loopback, { keyEndpointUrl: local, approval: { trustLoopback: false } }),
      ]).toEqual([true, false, false])
    },
  )
})

describe('approvalEntryAtFault', () => {
  test.each([
    [{ trustLoopback: true }, remote, 'approval.trustLoopback'],
    [{ trustLoopback: true }, local, undefined],
    [{ trustLoopback: 'yes' }, local, 'approval.trustLoopback'],
    [{ trustedOrigins: ['http://app.example'] }, local, 'approval.trustedOrigins'],
    [{ passkey: 'always' }, local, 'approval.passkey'],
    [{ maxAgeMs: 0 }, local, 'approval.maxAgeMs'],
    [{ untrusted: 'frame' }, local, 'approval.untrusted'],
    [[], local, 'approval'],
    [undefined, local, undefined],
  ])('finds the entry at fault in %j with a key endpoint at %s', (value, keyEndpointUrl, fault) => {
    expect(invalidApprovalField(value, keyEndpointUrl)).toBe(fault)
  })
})
