import { addVirtualAuthenticator } from '@openkey/host-sdk/testing/playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { inspectScreen } from '../../fixtures/asserts/inspectScreen.ts'
import { addPasswordManager } from '../../fixtures/environment/browser/passwordManager.ts'
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

/** Returns the host that the newest email to an address names for its code. */
async function hostInLetter({ playground }: TestEnvironment, email: string): Promise<string | undefined> {
  const { port } = new URL(playground.keyEndpointUrl)
  const response = await fetch(`http://127.0.0.1:${port}/inbox.json?to=${encodeURIComponent(email)}`)
  const { letters } = (await response.json()) as { letters: [{ text: string }] }
  return /address bar of your browser shows ([^ ]+)\. /.exec(letters[0].text)?.[1]
}

/** Clears the stored data of the widget, or only its session. Passkeys stay. */
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

describe('an email code on an untrusted page', () => {
  let environment: TestEnvironment
  let widgetHost: string
  beforeAll(async () => {
    environment = await startEnvironment({ emailCode: { existingAccountsInFrame: 'refuse' } })
    widgetHost = new URL(environment.playground.widgetUrl).host
  })
  afterAll(() => environment?.stop())

  test('S17: opens a new account in the frame, and its email names this page', async () => {
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
  ])('shows an address with %s as its email is sent', async (_, typed, sent) => {
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

  test('S17: opens an existing account only in a window, as each email says', async () => {
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

  test('S17: keeps the call open when the code was not sufficient, and rejects it when the user declines', async () => {
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

describe('an email code for an account with a passkey', () => {
  test('S17: requires the passkey for the first sign-in of a partition, but not for the next', async () => {
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

  test('is created and used by a password manager instead of the browser', async () => {
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

  test('S21: is removed from the device if the endpoint rejects it, and the screen reports that', async () => {
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
