import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inspectScreen } from '../../fixtures/asserts/inspectScreen.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import type { HostPage } from '../../fixtures/pages/hostPage.ts'

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment()
})
afterAll(() => environment?.stop())

/** Goes as far as the field for a code. */
async function askForCode({ startConnect, widget }: HostPage, email: string): Promise<Locator> {
  await startConnect()
  await widget.button('Continue with email').click()
  await widget.locator.getByLabel('Email address').fill(email)
  await widget.button('Send code').click()
  const field = widget.locator.getByLabel('Six-digit code')
  // The code has been mailed once the field is there.
  await field.waitFor()
  return field
}

/** Pastes by the clipboard and the keys, as a person does. */
async function paste({ page, context }: HostPage, field: Locator, text: string): Promise<void> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((text) => navigator.clipboard.writeText(text), text)
  await field.press('ControlOrMeta+v')
}

describe('the field for a code', () => {
  const sent = () =>
    environment.proxy.exchanges
      .filter(({ line }) => line === 'POST /api/auth/sign-in/email-otp')
      .map(({ requestBody }) => (JSON.parse(requestBody) as { otp: string }).otp)

  test('accepts the digits of any keyboard, and sends ASCII digits', async () => {
    const host = await environment.newHostPage()
    const email = freshEmail()
    const field = await askForCode(host, email)
    const code = await environment.codeFor(email)
    await field.focus()
    for (const digit of code) await host.page.keyboard.insertText(String.fromCodePoint(0x660 + Number(digit)))
    await host.widget.grant('Not now')
    expect(await host.outcome()).toMatchObject({ ok: true })
    expect(sent().at(-1)).toBe(code)
    await host.context.close()
  })

  test('finds the code in a pasted email, but not in a text without one', async () => {
    const host = await environment.newHostPage()
    const email = freshEmail()
    const field = await askForCode(host, email)
    const code = await environment.codeFor(email)
    const before = sent().length
    await paste(host, field, 'Sent 28.11.2026 10:30\nCall +49 170 123456\nTotal: 1,234.56 EUR')
    await host.widget.locator.getByText('We couldn’t find a six-digit code').waitFor()
    expect(await inspectScreen(host.page, host.widget.document())).toEqual([])
    expect([await field.inputValue(), sent().length]).toEqual(['', before])
    await field.focus()
    // As dictation and the suggestions of a keyboard do.
    await host.page.keyboard.insertText('Sent 28.11.26, at 10:30')
    await host.widget.locator.getByText('We couldn’t find a six-digit code').waitFor()
    expect([await field.inputValue(), sent().length]).toEqual(['', before])
    const grouped = `${code.slice(0, 3)}\u00a0${code.slice(3)}`
    await paste(host, field, `Sent: 28.11.2026 10:30\nYour code:\n\u2068${grouped}\u2069\n2026 OpenKey, +49 170 123456`)
    await host.widget.grant('Not now')
    expect(await host.outcome()).toMatchObject({ ok: true })
    expect(sent().at(-1)).toBe(code)
    await host.context.close()
  })
})
