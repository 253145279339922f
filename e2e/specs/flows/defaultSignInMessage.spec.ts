import { verifyMessage } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { defaultSignIn } from '../../fixtures/pages/messages/signInMessage.ts'

const { message, address, email } = defaultSignIn

let environment: TestEnvironment
beforeAll(async () => {
  // The page's clock stands still in the past, where no proof of possession is good.
  environment = await startEnvironment({ dpop: 'off' })
})
afterAll(() => environment?.stop())

describe('default sign-in message', () => {
  test('S3: is shown legibly, byte for byte, and signed as it is', async () => {
    await defaultSignIn.importKey(environment)
    const { page, widget, startSign, outcome } = await environment.newHostPage()
    await page.setViewportSize({ width: 400, height: 660 })
    await page.clock.setFixedTime(defaultSignIn.time)

    await startSign(message)
    await widget.connectByEmail(email, environment.codeFor)
    await widget.button('Sign in').waitFor()
    const review = widget.locator.getByRole('main')

    expect(await widget.heading().innerText()).toContain('localhost:5173')
    await review.getByText('Exact message').click()
    expect(await review.locator('pre').textContent()).toBe(message)
    await review.getByText('Exact message').click()
    const words = await review.innerText()
    expect(words).not.toMatch(/tinycloud\.|urn:|did:/)
    expect(await review.locator('.place').allInnerTexts()).toEqual([
      ...['Your secrets', 'Your encryption', 'Your data'],
      ...['Your account', 'Your data'],
    ])

    await widget.grant('Sign in')
    const result = await outcome()
    expect(result).toEqual({
      ok: true,
      value: {
        signature: expect.any(String),
        address,
        keyId: expect.any(String),
        message,
        bootstrap: { status: 'skipped' },
      },
    })
    const { signature } = (result as { value: { signature: `0x${string}` } }).value
    expect(await verifyMessage({ address, message, signature })).toBe(true)
  })
})
