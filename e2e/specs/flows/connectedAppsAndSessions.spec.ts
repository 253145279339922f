import { addVirtualAuthenticator, pressAfterReading } from '@openkey/host-sdk/testing/playwright'
import { createHostingMessage, createSessionKey } from '@openkey/protocol/session'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { inspectScreen } from '../../fixtures/asserts/inspectScreen.ts'
import { type SignedInHost, signInNewUser } from '../../fixtures/environment/openSignedInHost.ts'
import { signInProgram } from '../../fixtures/environment/signInProgram.ts'
import { startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import type { HostPage } from '../../fixtures/pages/hostPage.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { openWidgetWindow, type WidgetWindow } from '../../fixtures/widget/openWidgetWindow.ts'

let environment: TestEnvironment
let known: SignedInHost
beforeAll(async () => {
  environment = await startEnvironment()
})
beforeEach(async () => {
  known = await signInNewUser(environment)
})
afterEach(() => known?.stop())
afterAll(() => environment?.stop())

/** Signs the user in on another device, in a session of its own. */
async function openPhone(): Promise<HostPage> {
  const phone = await environment.newHostPage()
  onTestFinished(() => phone.context.close())
  await phone.startConnect()
  await phone.widget.connectByEmail(known.email, environment.codeFor)
  await phone.address()
  return phone
}

/** Opens the list in the window of a request. */
async function openList(): Promise<{ visit: HostPage; window: WidgetWindow }> {
  const visit = await known.openPage()
  await visit.startSign(known.aMessage())
  await visit.widget.button('Sign in').waitFor()
  const window = await openWidgetWindow(visit.page, () => visit.widget.button('Continue in a window').click())
  await window.button('Where you’re signed in').click()
  await window.button('Sign out').first().waitFor()
  return { visit, window }
}

/** The rows of the list under this heading, without their buttons. */
const rowsOf = async ({ page }: WidgetWindow, heading: string) => {
  const rows = page.locator('section', { has: page.getByRole('heading', { name: heading }) }).getByRole('listitem')
  return (await rows.allInnerTexts()).map((text) => text.split('\n')[0])
}

const apps = 'Apps you’ve approved in this browser'
const sessions = 'Your sessions'

const passkeys = 'Your passkeys'

/** The endpoint's latest answer to such a request. */
const lastAnswer = (line: string) =>
  known.environment.proxy.exchanges.filter((exchange) => exchange.line === line).at(-1)?.responseBody

describe('where the user is signed in', () => {
  test('S21: lists apps and sessions, and returns to the request', async () => {
    await openPhone()
    const { visit, window } = await openList()
    const { host } = new URL(visit.origin)
    expect(await rowsOf(window, apps)).toEqual([host])
    expect(await rowsOf(window, sessions)).toEqual([host, host])
    expect(await window.page.getByText('This session').count()).toBe(1)
    expect(await inspectScreen(window.page, window.page.mainFrame())).toEqual([])
    await window.button('Back').click()
    await window.grant('Sign in')
    expect(await visit.outcome()).toMatchObject({ ok: true, value: { address: known.address } })
  })

  test('S21: removes an app, which then needs a first approval again', async () => {
    const { visit, window } = await openList()
    await window.grant('Remove')
    await window.page.getByText('You haven’t approved any apps in this browser.').waitFor()
    await window.page.close()
    expect(await visit.outcome()).toMatchObject({ ok: false, code: 'user_rejected' })
    const next = await known.openPage()
    await next.startSign(known.aMessage())
    await next.widget.button('Continue with passkey').waitFor()
  })

  test('S21: ends the session of another browser at once, and only that one', async () => {
    const phone = await openPhone()
    const { visit, window } = await openList()
    const other = window.page.getByRole('listitem').filter({ hasNot: window.page.getByText('This session') })
    await pressAfterReading(other.getByRole('button', { name: 'Sign out' }))
    await expect.poll(() => rowsOf(window, sessions)).toHaveLength(1)
    await phone.startSign(signInMessage({ ...known.ask, domain: new URL(phone.origin).host }))
    await phone.widget.grant('Sign in')
    await phone.widget.locator.getByText('Your session ended. Sign in again to continue.').waitFor()
    const before = known.signed()
    await window.button('Back').click()
    await window.grant('Sign in')
    expect(await visit.outcome()).toMatchObject({ ok: true })
    expect(known.signed()).toBe(before + 1)
  })

  test('S21: ends the session of this browser, which then signs nothing', async () => {
    const { window } = await openList()
    const before = known.signed()
    const own = window.page.getByRole('listitem').filter({ has: window.page.getByText('This session') })
    await pressAfterReading(own.getByRole('button', { name: 'Sign out' }))
    await window.page.getByText('Sign in to see your sessions.').waitFor()
    await window.button('Back').click()
    await window.grant('Sign in')
    await window.button('Continue with passkey').waitFor()
    expect(known.signed()).toBe(before)
  })

  test('S21: adds, requires and removes passkeys, and reports what prevents it', async () => {
    const { visit, window } = await openList()
    const authenticator = await addVirtualAuthenticator(window.page)
    const says = (text: string) => window.page.getByText(text).waitFor()
    await says('You have no passkeys.')
    await window.grant('Require a passkey')
    await says('Your account has no passkey. Add one before you require it.')
    expect(lastAnswer('PUT /api/account/sign-in')).toContain('passkey_missing')
    await window.grant('Add a passkey')
    const row = window.page.getByRole('listitem').filter({ hasText: 'Added' })
    await row.waitFor()
    expect(await rowsOf(window, passkeys)).toEqual(['Passkey'])
    expect(await authenticator.credentials()).toHaveLength(1)

    await window.grant('Require a passkey')
    await says('You can sign in only with a passkey.')
    await pressAfterReading(row.getByRole('button', { name: 'Remove' }))
    await says('This is your last passkey, and your account requires one.')
    expect(await inspectScreen(window.page, window.page.mainFrame())).toEqual([])
    await window.grant('Add a passkey')
    await says('This device already has a passkey for your account.')

    await window.grant('Allow email codes')
    await says('You can sign in with a passkey or an email code.')
    await pressAfterReading(row.getByRole('button', { name: 'Remove' }))
    await says('You have no passkeys.')
    // The authenticator was told, and no longer proposes it.
    await expect.poll(() => authenticator.credentials()).toEqual([])

    await window.button('Back').click()
    await window.grant('Sign in')
    expect(await visit.outcome()).toMatchObject({ ok: true, value: { address: known.address } })
  })

  test('S21: turns signing without asking off, and then a program of the user gets no signature', async () => {
    const { window } = await openList()
    const program = await signInProgram(known.environment, known.email)
    const { address } = known
    const ask = () =>
      program.call('POST', '/api/delegate/sign', {
        address,
        chainId: 1,
        type: 'siwe',
        message: createHostingMessage({
          address,
          chainId: 1,
          domain: 'cli.tinycloud.xyz',
          issuedAt: new Date().toISOString(),
          spaceId: `tinycloud:pkh:eip155:1:${address}:default`,
          peerId: createSessionKey().did,
        }),
      })
    const signature = { status: 200, body: { approved: true, signature: expect.any(String) } }
    expect(await ask()).toEqual(signature)

    const says = (text: string) => window.page.getByText(text).waitFor()
    await says('OpenKey sets up your own storage without asking you')
    await window.grant('Always ask me')
    await says('OpenKey signs nothing without asking you.')
    expect(await inspectScreen(window.page, window.page.mainFrame())).toEqual([])
    expect(await ask()).toMatchObject({ status: 200, body: { needsApproval: true, code: 'auto_sign_disabled' } })

    await window.grant('Allow signing without asking')
    await says('OpenKey sets up your own storage without asking you')
    expect(await ask()).toEqual(signature)
  })
})
