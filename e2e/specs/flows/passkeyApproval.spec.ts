import { recoverMessageAddress } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inspectScreen } from '../../fixtures/asserts/inspectScreen.ts'
import { signPath } from '../../fixtures/environment/startBackend.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import type { HostPage } from '../../fixtures/pages/hostPage.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { enterKeyEndpoint } from '../../fixtures/processes/keyEndpointUser.ts'
import { endSession } from '../../fixtures/widget/endSession.ts'

/** A key endpoint that signs nothing without a passkey's approval, and one person with a passkey. */
let environment: TestEnvironment
let host: HostPage
let address: string
beforeAll(async () => {
  environment = await startEnvironment({ dpop: 'off', approval: 'required' })
  host = await environment.newHostPage()
  await host.startConnect()
  await host.widget.enterByEmail(freshEmail(), environment.codeFor)
  await host.widget.grant('Add a passkey')
  address = await host.address()
})
afterAll(() => environment?.stop())

const domain = 'localhost:5173'
const aMessage = (space = 'secrets') => signInMessage({ address, domain, space })

/** Returns the number of confirmations of the authenticator. */
async function prompts(): Promise<number> {
  const [passkey] = await host.authenticator.credentials()
  return passkey?.signCount ?? 0
}

/** Returns the signing requests of the widget, oldest first. */
function orders() {
  return environment.proxy.exchanges
    .filter(({ line }) => signPath.test(line))
    .map(({ line, authorization, requestBody }) => ({
      path: line.split(' ')[1] ?? '',
      authorization,
      ...(JSON.parse(requestBody) as { message: string; approval?: object }),
    }))
}

async function post(path: string, body: object, authorization?: string) {
  const { port } = new URL(environment.playground.keyEndpointUrl)
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: environment.playground.widgetUrl,
      ...(authorization !== undefined && { authorization }),
    },
    body: JSON.stringify(body),
  })
  const { code } = (await response.json()) as { code?: string }
  return { status: response.status, code }
}

describe('an approval by passkey', () => {
  test('S10: is required in addition to the press if the endpoint signs nothing without one', async () => {
    const before = await prompts()
    const message = aMessage()
    await host.startSign(message)
    await host.widget.button('Approve with passkey').waitFor()
    expect(await host.widget.button('Sign in').count()).toBe(0)
    await host.widget.grant('Approve with passkey')
    const outcome = (await host.outcome()) as { value: { signature: `0x${string}`; message: string } }
    expect(outcome).toMatchObject({ ok: true, value: { address, message } })
    expect(await recoverMessageAddress(outcome.value)).toBe(address)
    expect((await prompts()) - before).toBe(1)
    expect(await host.page.evaluate(() => window.stages.slice(-3))).toEqual(['reviewing', 'signing', 'done'])
  })

  test('stays at the review when the prompt is closed, offers the window, and does not settle the call', async () => {
    const before = orders().length
    await host.startSign(signInMessage({ address, domain, space: 'secrets', expiresInMs: 2_000_000_000 }))
    await host.widget.button('Approve with passkey').waitFor()
    await host.authenticator.setUserVerified(false)
    await host.widget.grant('Approve with passkey')
    await host.widget.locator.getByText('You haven’t approved this with your passkey').waitFor()
    expect(await inspectScreen(host.page, host.widget.document())).toEqual([])
    expect([orders().length, await host.settlements()]).toEqual([before, 0])
    expect(await host.widget.button('Continue in a window').count()).toBe(1)
    await host.authenticator.setUserVerified(true)
    await host.widget.grant('Approve with passkey')
    expect(await host.outcome()).toMatchObject({ ok: true })
  })

  test('also signs in a user whose session has ended: one screen, one press, one prompt', async () => {
    await expect.poll(() => endSession(host.widget.document())).toBe(true)
    const before = await prompts()
    await host.page.reload()
    const from = environment.proxy.seen.length
    const message = aMessage('default')
    await host.page.evaluate(
      (message) =>
        window.start(async () => {
          const { address } = await window.openkey.connect()
          return { address, signed: await window.openkey.signSiwe({ message }) }
        }),
      message,
    )
    await host.widget.locator.getByText('Your session ended').waitFor()
    expect(await inspectScreen(host.page, host.widget.document())).toEqual([])
    await host.widget.grant('Approve with passkey')
    expect(await host.outcome()).toMatchObject({ ok: true, value: { address, signed: { address, message } } })
    expect((await prompts()) - before).toBe(1)
    expect(await host.page.evaluate(() => window.stages)).toEqual(['reviewing', 'signing', 'done'])
    expect(environment.proxy.seen.slice(from).filter((line) => line.startsWith('POST'))).toEqual([
      'POST /api/passkey/generate-authenticate-options',
      expect.stringMatching(signPath),
    ])
    expect(orders().at(-1)?.authorization).toBeUndefined()
  })

  test('is required by this endpoint: it rejects a press alone, and the app receives the error', async () => {
    const other = await environment.newHostPage()
    await other.startConnect()
    await other.widget.connectByEmail(freshEmail(), environment.codeFor)
    await other.startSign(signInMessage({ address: await other.address(), domain }))
    await other.widget.grant('Sign in')
    await other.widget.says('OpenKey declined this request')
    await other.widget.button('Leave').click()
    // It was asked on the word of a session.
    expect(orders().at(-1)?.authorization).toMatch(/^Bearer /)
    expect(await other.outcome()).toMatchObject({
      code: 'key_endpoint_rejected',
      details: { status: 403, expected: 'passkey' },
    })
    await other.context.close()
  })
})

describe('an approval that somebody saw', () => {
  const required = { status: 403, code: 'approval_required' }
  const refused = { status: 403, code: 'approval_refused' }

  test('S10: cannot be omitted, used for other bytes or another key, or used again', async () => {
    await host.startSign(aMessage('account'))
    await host.widget.grant('Approve with passkey')
    expect(await host.outcome()).toMatchObject({ ok: true })
    const { path = '', authorization, message, approval } = orders().at(-1) ?? {}
    const { port } = new URL(environment.playground.keyEndpointUrl)
    const thief = await enterKeyEndpoint(`http://127.0.0.1:${port}`, { email: freshEmail() })
    const ownPath = `/api/keys/${(await thief.firstKey()).id}/sign`

    expect(await post(path, { message }, authorization)).toEqual(required)
    expect(await post(path, { message: aMessage(), approval }, authorization)).toEqual(refused)
    expect(await post(path, { message: aMessage(), approval })).toEqual(refused)
    expect(await post(ownPath, { message, approval }, `Bearer ${thief.bearer}`)).toEqual(refused)
    expect(await post(ownPath, { message, approval })).toEqual(refused)
    // Its counter is stale: the browser's authenticator counts.
    expect(await post(path, { message, approval }, authorization)).toEqual(refused)
    expect(await post(path, { message, approval })).toEqual(refused)
  })
})

describe('a session that is bound to the browser', () => {
  let bound: TestEnvironment
  beforeAll(async () => {
    bound = await startEnvironment()
  })
  afterAll(() => bound?.stop())

  test('opens the next session by an approval, with the same binding', async () => {
    const { page, widget, startConnect, startSign, outcome, authenticator, ...known } = await bound.newHostPage()
    await startConnect()
    await widget.enterByEmail(freshEmail(), bound.codeFor)
    await widget.grant('Add a passkey')
    const address = await known.address()
    await expect.poll(() => endSession(widget.document())).toBe(true)
    await page.reload()

    await startSign(signInMessage({ address, domain }))
    await widget.grant('Approve with passkey')
    expect(await outcome()).toMatchObject({ ok: true, value: { address } })
    const [passkey] = await authenticator.credentials()
    await page.reload()
    await startSign(signInMessage({ address, domain }))
    await widget.grant('Sign in')
    expect(await outcome()).toMatchObject({ ok: true, value: { address } })
    expect((await authenticator.credentials())[0]?.signCount).toBe(passkey?.signCount)
  })
})
