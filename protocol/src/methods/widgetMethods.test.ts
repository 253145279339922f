import { describe, expect, test } from 'vitest'
import { maxSiweBytes } from '../siwe/message/siweMessage.ts'
import { widgetMethods } from './widgetMethods.ts'

const requestId = 'a'.repeat(16)

describe('widgetMethods', () => {
  test('R5: lets a SIWE message that is too large through to its reader, who says so', () => {
    const input = { requestId, message: 'x'.repeat(maxSiweBytes + 1) }
    expect(widgetMethods.signSiwe.input.safeParse(input)).toEqual({ success: true, data: input })
  })

  test.each(['session', 'bearer', 'token', 'privateKey', 'jwk'])('S7: takes no %s with a request', (member) => {
    const offered = { [member]: 'given by the host' }
    expect(widgetMethods.signSiwe.input.safeParse({ requestId, message: '', ...offered }).success).toBe(false)
    expect(widgetMethods.connect.input.safeParse({ requestId, chainId: 1, ...offered }).success).toBe(false)
  })
})
