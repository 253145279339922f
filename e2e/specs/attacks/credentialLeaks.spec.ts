import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plantSecret } from '../../attackers/plantSecret.ts'
import { collectSecrets, findLeaks, type Secret } from '../../fixtures/asserts/findLeaks.ts'
import { recordHost } from '../../fixtures/asserts/hostRecorder.ts'
import type { Visitor } from '../../fixtures/environment/browser/newVisitor.ts'
import type { Fault } from '../../fixtures/environment/faultProxy.ts'
import { signPath } from '../../fixtures/environment/startBackend.ts'
import {
  freshEmail,
  startEnvironment,
  type TestEnvironment,
  testAppOrigin,
} from '../../fixtures/environment/startEnvironment.ts'
import { createAppPage } from '../../fixtures/pages/appPage.ts'
import { createHostPage } from '../../fixtures/pages/hostPage.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

/** The second has no passkey, so that a code opens its account in any browser profile. */
const emails = [freshEmail(), freshEmail()] as const
const sealingSecret = randomBytes(32).toString('base64url')
const faults: readonly { readonly fault: Fault; readonly code: string }[] = [
  { fault: { kind: 'status', status: 500 }, code: 'key_endpoint_unreachable' },
  { fault: { kind: 'status', status: 404 }, code: 'key_endpoint_rejected' },
  { fault: { kind: 'status', status: 429, headers: { 'retry-after': '7' } }, code: 'rate_limited' },
  { fault: { kind: 'rewrite', rewrite: () => '<h1>secret detail</h1>' }, code: 'key_endpoint_unreachable' },
  {
    fault: {
      kind: 'rewrite',
      rewrite: (body) => JSON.stringify({ ...JSON.parse(body), signature: `0x${'11'.repeat(64)}1b` }),
    },
    code: 'signature_invalid',
  },
]
const rootKeys = Array.from({ length: 4 }, () => randomBytes(32))

let environment: TestEnvironment
let visitor: Visitor
beforeAll(async () => {
  environment = await startEnvironment({ sealingSecret })
  // Two keys each, so that an account has one the host never hears of.
  for (const [index, privateKey] of rootKeys.entries()) {
    const email = emails[index < 2 ? 0 : 1]
    await environment.playground.keyEndpoint.importKey({ email, privateKey: Uint8Array.from(privateKey) })
  }
  visitor = await environment.newVisitor()
})
afterAll(() => environment?.stop())

/** Every secret there has been so far. */
function secrets(): readonly Secret[] {
  const { exchanges } = environment.proxy
  const signatures = exchanges.filter(({ line }) => line.endsWith('/sign'))
  const known = signatures.flatMap(({ line, requestBody, responseBody }) => {
    const { signature, address } = JSON.parse(responseBody)
    return [JSON.parse(requestBody).message, signature, address, line.split('/')[3] ?? '']
  })
  const codes = exchanges.flatMap(({ requestBody }) => /"otp":"(\d{6})"/.exec(requestBody)?.[1] ?? [])
  return [
    ...collectSecrets(exchanges, {
      known: [...known, 'openkey.localhost', testAppOrigin, environment.playground.appUrl],
    }),
    ...codes.map((value) => ({ name: 'email code', value })),
    ...rootKeys.map((value) => ({ name: 'root key', value })),
    ...emails.map((value) => ({ name: 'email address', value })),
    { name: 'sealing secret', value: sealingSecret },
    { name: 'text of the endpoint', value: 'secret detail' },
  ]
}

describe('a host page', () => {
  test('S7: sees no secret of a sign-in by email code, a new passkey, and a sign-in by passkey', async () => {
    const { page } = visitor
    const recorder = await recordHost(page)
    const { appUrl, widgetUrl } = environment.playground
    const app = createAppPage(page, appUrl)
    const widget = createWidgetFrame(page, widgetUrl)

    await app.open()
    await app.pressSignIn()
    await widget.enterByEmail(emails[0], environment.codeFor)
    await widget.grant('Add a passkey')
    await widget.grant('Sign in')
    await app.isSignedIn()
    await Promise.all([app.put('first', 'value'), widget.grant('Allow')])
    const seen = [...(await recorder.take())]

    await app.signOut()
    await widget.document().evaluate(async () => {
      for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name)
    })
    await page.reload()
    await app.pressSignIn()
    await widget.grant('Continue with passkey')
    await widget.grant('Sign in')
    await app.isSignedIn()
    await app.put('second', 'value')
    seen.push(...(await recorder.take()))

    expect(secrets().map(({ name }) => name.split(' of ')[0])).toEqual(
      expect.arrayContaining([
        ...['bearer', 'email code', 'email address', 'root key', 'sealing secret'],
        ...['challenge', 'challengeToken', 'id', 'clientDataJSON', 'attestationObject', 'authenticatorData'],
        ...['userHandle', 'signature', 'publicKey'],
      ]),
    )
    expect(findLeaks(seen, secrets())).toEqual([])
  })

  test('S7: sees no secret when things go wrong', async () => {
    const { context, authenticator } = await environment.newVisitor()
    const page = await context.newPage()
    const recorder = await recordHost(page)
    const { widgetUrl } = environment.playground
    const { widget } = await createHostPage({ context, authenticator, page, origin: testAppOrigin, widgetUrl })
    const call = (message?: string) =>
      page.evaluate(async (message) => {
        const outcome = message === undefined ? window.openkey.connect() : window.openkey.signSiwe({ message })
        return outcome.then(
          ({ address }) => ({ address, code: 'none' }),
          (error) => {
            window.observe('thrown errors', error)
            return { address: '', code: error.code }
          },
        )
      }, message)

    const connecting = call()
    await widget.button('Continue with email').click()
    await widget.locator.getByLabel('Email address').fill(emails[1])
    await widget.button('Send code').click()
    await widget.locator.getByLabel('Six-digit code').pressSequentially('000000')
    await widget.locator.getByText('That code is wrong').waitFor()
    await widget.locator.getByLabel('Six-digit code').fill(await environment.codeFor(emails[1]))
    await widget.grant('Not now')
    const { address } = await connecting

    const codes: string[] = []
    for (const { fault } of faults) {
      environment.proxy.inject(signPath, fault)
      const signing = call(signInMessage({ address, domain: new URL(testAppOrigin).host }))
      await widget.grant('Sign in')
      await widget.locator.getByText('Error code', { exact: true }).waitFor()
      await widget.button('Leave').or(widget.button('Close').last()).last().click()
      codes.push((await signing).code)
      environment.proxy.clear()
    }
    const seen = await recorder.take()
    expect(codes).toEqual(faults.map(({ code }) => code))
    expect(seen.filter(({ surface }) => surface === 'thrown errors')).toHaveLength(faults.length)
    expect(findLeaks(seen, secrets())).toEqual([])
  })
})

describe('findLeaks', () => {
  test('finds a secret on every surface a host page has', async () => {
    const { page } = await environment.newVisitor()
    const recorder = await recordHost(page)
    await page.goto(testAppOrigin)
    const value = 'planted: "a secret" \\ here'
    await plantSecret(page, value)
    const leaks = findLeaks(await recorder.take(), [{ name: 'planted', value }])
    expect([...new Set(leaks.map(({ surface }) => surface))].sort()).toEqual([
      'addresses',
      'console',
      'cookies',
      'elements',
      'errors',
      'keys',
      'port messages',
      'requests',
      'storage',
      'window messages',
    ])
    expect([...new Set(leaks.map(({ form }) => form))].sort()).toEqual(['base64', 'escaped', 'hex'])
  })

  test('finds a short code between other words, but not inside a longer number', () => {
    const observed = (text: string) => findLeaks([{ surface: 'console', text }], [{ name: 'code', value: '123456' }])
    expect(observed('{"code":"123456"}')).toHaveLength(1)
    expect(observed('0x9123456f')).toEqual([])
  })
})
