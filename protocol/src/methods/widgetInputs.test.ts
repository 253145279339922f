import { describe, expect, test } from 'vitest'
import { maxSiweBytes } from '../siwe/limits.ts'
import { widgetInputs } from './widgetInputs.ts'

const requestId = 'a'.repeat(16)

describe('widgetInputs', () => {
  test('R5: lets a SIWE message that is too large through to its reader, who says so', () => {
    const input = { requestId, message: 'x'.repeat(maxSiweBytes + 1) }
    expect(widgetInputs.signSiwe.safeParse(input)).toEqual({ success: true, data: input })
  })

  test.each(['session', 'bearer', 'token', 'privateKey', 'jwk'])('S7: takes no %s with a request', (member) => {
    const offered = { [member]: 'given by the host' }
    expect(widgetInputs.signSiwe.safeParse({ requestId, message: '', ...offered }).success).toBe(false)
    expect(widgetInputs.connect.safeParse({ requestId, chainId: 1, ...offered }).success).toBe(false)
  })
})
