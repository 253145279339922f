import { readFileSync } from 'node:fs'
import { verifyMessage } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bench, openBench } from '../fixtures/openBench.ts'

/** What the TinyCloud js-sdk prepares by default: 13 resources, 5.5 kB. */
const message = readFileSync(
  new URL('../../protocol/src/testing/fixtures/default-sign-in.siwe.txt', import.meta.url),
  'utf8',
)
const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'

let bench: Bench
beforeAll(async () => {
  // The page's clock stands still in the past, where no proof of possession is good.
  bench = await openBench({ dpop: 'off' })
})
afterAll(() => bench?.stop())

describe('default sign-in message', () => {
  test('S3: is shown legibly, byte for byte, and signed as it is', async () => {
    const email = 'default@example.com'
    await bench.playground.keyEndpoint.importKey({ email, privateKey: new Uint8Array(32).fill(0x11) })
    const { page, widget, startSign, outcome } = await bench.newHostPage()
    await page.setViewportSize({ width: 400, height: 660 })
    await page.clock.setFixedTime(new Date('2026-11-20T08:20:00Z'))

    await startSign(message)
    await widget.connectByEmail(email, bench.codeFor)
    await widget.button('Sign in').waitFor()
    const review = widget.locator.getByRole('main')

    expect(await widget.heading().innerText()).toContain('localhost:5173')
    await review.getByText('Exact message').click()
    expect(await review.locator('pre').textContent()).toBe(message)
    await review.getByText('Exact message').click()
    await review.getByText(/ordinary permission/).click()
    const words = await review.innerText()
    expect(words).not.toMatch(/tinycloud\.|urn:|did:/)

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
