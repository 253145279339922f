import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { inspectScreen } from '../../fixtures/asserts/inspectScreen.ts'
import { addPasswordManager } from '../../fixtures/environment/browser/passwordManager.ts'
import { addVirtualAuthenticator } from '../../fixtures/environment/browser/virtualAuthenticator.ts'
import {
  freshEmail,
  startEnvironment,
  type TestEnvironment,
  testAppOrigin,
} from '../../fixtures/environment/startEnvironment.ts'
import { createHostPage, type HostPage } from '../../fixtures/pages/hostPage.ts'
import { awaitIdbRequest } from '../../fixtures/widget/awaitIdbRequest.ts'
import { openWidgetWindow } from '../../fixtures/widget/openWidgetWindow.ts'

/** Goes as far as a code that was typed into the frame. */
async function enterCode(
  { startConnect, widget }: HostPage,
  environment: TestEnvironment,
  email: string,
): Promise<void> {
  await startConnect()
  await widget.enterByEmail(email, environment.codeFor)
}

/** What the newest letter to an address says of where its code may be typed. */
async function hostInLetter({ playground }: TestEnvironment, email: string): Promise<string | undefined> {
  const { port } = new URL(playground.keyEndpointUrl)
  const response = await fetch(`http://127.0.0.1:${port}/inbox.json?to=${encodeURIComponent(email)}`)
  const { letters } = (await response.json()) as { letters: [{ text: string }] }
  return /address bar of your browser shows ([^ ]+)\. /.exec(letters[0].text)?.[1]
}

/** Goes as far as the field for a code. */
async function askForCode({ startConnect, widget }: HostPage, email: string): Promise<Locator> {
  await startConnect()
  await widget.button('Continue with email').click()
  await widget.locator.getByLabel('Email address').fill(email)
  await widget.button('Send code').click()
  return widget.locator.getByLabel('Six-digit code')
}

/** Pastes by the clipboard and the keys, as a person does. */
async function paste({ page, context }: HostPage, field: Locator, text: string): Promise<void> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((text) => navigator.clipboard.writeText(text), text)
  await field.press('ControlOrMeta+v')
}

/** What "clear site data" does to the widget, or only the end of a session. Passkeys stay. */
async function forget({ widget, page }: HostPage, what: 'everything' | 'session'): Promise<void> {
  const settled = await awaitIdbRequest(widget.document())
  await settled.evaluate(async (settled, what) => {
    const database = await settled(indexedDB.open('openkey'))
    const transaction = database.transaction(['session', 'origins'], 'readwrite')
    transaction.objectStore('origins').clear()
    if (what === 'everything') transaction.objectStore('session').clear()
    else transaction.objectStore('session').delete('current')
    await new Promise((resolve) => transaction.addEventListener('complete', resolve))
    database.close()
  }, what)
  await page.reload()
}

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment()
})
afterAll(() => environment?.stop())

describe('an e-mail code on a page that nobody trusts', () => {
  let environment: TestEnvironment
  let widgetHost: string
  beforeAll(async () => {
    environment = await startEnvironment({ emailCode: { existingAccountsInFrame: 'refuse' } })
    widgetHost = new URL(environment.playground.widgetUrl).host
  })
  afterAll(() => environment?.stop())

  test('S17: opens a new account in the frame, and its letter names this page', async () => {
    const host = await environment.newHostPage()
    const email = freshEmail()
    await enterCode(host, environment, email)
    expect(await hostInLetter(environment, email)).toBe(new URL(host.origin).host)
    await host.widget.grant('Not now')
    expect(await host.outcome()).toMatchObject({ ok: true })
    await host.context.close()
  })

  test.each([
    ['an internationalised domain', '@bücher.example', '@xn--bcher-kva.example'],
    ['characters that forms often refuse', "+o'hara!{tag}@почта.рф", "+o'hara!{tag}@xn--80a1acny.xn--p1ai"],
  ])('shows an address with %s as its letter is sent', async (_, typed, sent) => {
    const host = await environment.newHostPage()
    const name = `grace-${Date.now()}`
    await host.startConnect()
    await host.widget.enterByEmail(name + typed, async () => {
      await host.widget.locator.getByText(name + sent, { exact: true }).waitFor()
      return environment.codeFor(name + sent)
    })
    await host.widget.grant('Not now')
    expect(await host.outcome()).toMatchObject({ ok: true })
    await host.context.close()
  })

  test('S17: opens an account that exists in a window only, as each letter says', async () => {
    const email = freshEmail()
    const first = await environment.newHostPage()
    await first.startConnect()
    await first.widget.connectByEmail(email, environment.codeFor)
    const address = await first.address()
    await first.context.close()

    const host = await environment.newHostPage()
    await enterCode(host, environment, email)
    await host.widget.says('Continue in a window')
    expect(await hostInLetter(environment, email)).toBe(widgetHost)
    expect(await host.settlements()).toBe(0)
    expect(await inspectScreen(host.page, host.widget.document())).toEqual([])
    const window = await openWidgetWindow(host.page, () => host.widget.button('Continue in a window').click())
    await window.connectByEmail(email, environment.codeFor)
    expect(await hostInLetter(environment, email)).toBe(widgetHost)
    expect(await host.address()).toBe(address)
    await host.context.close()
  })

  test('S17: leaves the call open where the code was not enough, and settles it with the user’s no', async () => {
    const host = await environment.newHostPage()
    const email = freshEmail()
    await host.startConnect()
    await host.widget.connectByEmail(email, environment.codeFor)
    await host.outcome()
    await forget(host, 'everything')
    await enterCode(host, environment, email)
    await host.widget.says('Continue in a window')
    await host.widget.grant('Cancel')
    expect(await host.outcome()).toMatchObject({ code: 'user_rejected', details: { how: 'declined' } })
    await host.context.close()
  })
})

describe('an e-mail code for an account with a passkey', () => {
  test('S17: wants the passkey for the first sign-in of a partition, and not for the next', async () => {
    const host = await environment.newHostPage()
    const email = freshEmail()
    const lookUps = () => environment.proxy.exchanges.filter(({ line }) => line === 'GET /api/passkey').length
    const before = lookUps()
    await enterCode(host, environment, email)
    await host.widget.grant('Add a passkey')
    const address = await host.address()
    // The widget looks up the new passkey without waiting for the answer.
    await expect.poll(lookUps).toBe(before + 2)
    await host.page.waitForTimeout(300)

    await forget(host, 'session')
    await enterCode(host, environment, email)
    expect(await host.address()).toBe(address)

    await forget(host, 'everything')
    await enterCode(host, environment, email)
    await host.widget.says('Use your passkey')
    expect(await inspectScreen(host.page, host.widget.document())).toEqual([])
    expect(await host.settlements()).toBe(0)
    await host.widget.grant('Use your passkey')
    expect(await host.address()).toBe(address)

    await forget(host, 'session')
    await enterCode(host, environment, email)
    expect(await host.address()).toBe(address)
    await host.context.close()
  })
})

describe('a passkey', () => {
  afterEach(() => environment.proxy.clear())

  test('is made and used by a password manager in the browser’s place', async () => {
    const context = await environment.browser.newContext()
    await addPasswordManager(context)
    const page = await context.newPage()
    const authenticator = await addVirtualAuthenticator(page)
    const { widgetUrl } = environment.playground
    const host = await createHostPage({ context, page, authenticator, origin: testAppOrigin, widgetUrl })
    await enterCode(host, environment, freshEmail())
    await host.widget.grant('Add a passkey')
    const address = await host.address()
    expect(await authenticator.credentials()).toHaveLength(1)

    await forget(host, 'everything')
    await host.startConnect()
    await host.widget.grant('Continue with passkey')
    expect(await host.address()).toBe(address)
    await context.close()
  })

  test('S21: does not stay on the device if the endpoint refuses it, and the screen says so', async () => {
    const host = await environment.newHostPage()
    environment.proxy.inject(/^POST .*verify-registration/, { kind: 'status', status: 400 })
    await enterCode(host, environment, freshEmail())
    await host.widget.grant('Add a passkey')
    await host.widget.locator.getByText('The new passkey wasn’t added.').waitFor()
    await expect.poll(() => host.authenticator.credentials()).toEqual([])
    expect(await inspectScreen(host.page, host.widget.document())).toEqual([])
    environment.proxy.clear()
    await host.widget.grant('Add a passkey')
    expect(await host.outcome()).toMatchObject({ ok: true })
    expect(await host.authenticator.credentials()).toHaveLength(1)
    await host.context.close()
  })
})

describe('the field for a code', () => {
  const sent = () =>
    environment.proxy.exchanges
      .filter(({ line }) => line === 'POST /api/auth/sign-in/email-otp')
      .map(({ requestBody }) => (JSON.parse(requestBody) as { otp: string }).otp)

  test('takes the digits of any keyboard, and sends the ones the e-mail has', async () => {
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

  test('finds the code in a pasted e-mail, and guesses none from a text without one', async () => {
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
