import type { OpenKeyGlobal } from '@openkey/host-sdk/script'
import { SiweMessage } from 'siwe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createElementUser, type ElementUser, withoutPolicy } from '../../fixtures/pages/elementUser.ts'
import { serveSiweElsewhere } from '../../fixtures/pages/serving/serveSiweElsewhere.ts'

/** The script-tag page of the playground, with the element and its server, and a user who has connected there. */
let environment: TestEnvironment
let user: ElementUser
beforeAll(async () => {
  environment = await startEnvironment()
  user = await createElementUser(environment)
})
afterAll(() => environment?.stop())

/** The global, as a page's own script has it. */
declare const OpenKey: OpenKeyGlobal

describe('<openkey-sign-in>', () => {
  test('signs in to a server that issues the nonce and verifies, under a strict policy', async () => {
    const { page, said, element, button, widget, heard, isIn } = await user.visit()
    await button.click()
    expect([await button.getAttribute('aria-busy'), await isIn('busy')]).toEqual(['true', true])
    await widget.locator.getByText('Sign in to the playground.', { exact: true }).waitFor()
    await widget.grant('Sign in')

    const { type, detail } = await heard()
    const { address, message, signature, answer } = detail
    expect([type, JSON.parse(answer ?? '')]).toEqual(['openkey:signedin', { address }])
    expect(new SiweMessage(message)).toMatchObject({
      domain: new URL(environment.playground.appUrl).host,
      address,
      statement: 'Sign in to the playground.',
      chainId: 1,
      resources: undefined,
    })
    expect((await new SiweMessage(message).verify({ signature })).success).toBe(true)
    expect(await element.evaluate((element) => Reflect.get(element, 'value'))).toBe(
      JSON.stringify({ message, signature }),
    )
    expect([await button.getAttribute('aria-busy'), await isIn('signed-in')]).toEqual(['false', true])
    await page.getByText(`The server has verified ${address}.`).waitFor()
    expect(await element.getByRole('status').innerText()).toBe(`Signed in as ${address}`)
    expect(said).toEqual([])
    await page.close()
  })

  test('dispatches its events with a dash too, and clears a value that has expired', async () => {
    const { page, element, button, widget, heard, isIn } = await user.visit({}, (page) =>
      page.addInitScript(holdLongTimers),
    )
    const named = element.evaluate(
      (element) =>
        new Promise((resolve) =>
          element.addEventListener('openkey-signedin', (event) => resolve(Reflect.get(event, 'detail'))),
        ),
    )
    await button.click()
    await widget.grant('Sign in')
    const { detail } = await heard()
    expect(await named).toMatchObject({ address: detail.address, signature: detail.signature })
    expect(await isIn('signed-in')).toBe(true)
    await page.evaluate(() => Reflect.get(window, 'endLongTimers')())
    expect(await element.evaluate((element) => Reflect.get(element, 'value'))).toBe('')
    expect([await isIn('signed-in'), await element.getByRole('status').innerText()]).toEqual([false, ''])
    await page.close()
  })

  test('reports an error when the server rejects, and can be pressed again', async () => {
    const { page, element, button, widget, heard, isIn } = await user.visit()
    // Somebody else has spent the nonce meanwhile.
    await page.route('**/siwe/nonce', (route) => route.fulfill({ body: 'spentNonce1', contentType: 'text/plain' }))
    await button.click()
    await widget.grant('Sign in')
    expect(await heard()).toMatchObject({
      type: 'openkey:error',
      detail: { code: 'unauthorized', details: { field: 'verify-url', status: 401 } },
    })
    await element.getByText('Sign-in failed. Please try again.').waitFor()
    expect([await isIn('failed'), await button.getAttribute('aria-busy')]).toEqual([true, 'false'])
    await page.unroute('**/siwe/nonce')
    await button.click()
    await widget.grant('Sign in')
    expect((await heard()).type).toBe('openkey:signedin')
    expect(await element.getByText('Sign-in failed. Please try again.').isVisible()).toBe(false)
    await page.close()
  })

  test('reports user_rejected when the user declines', async () => {
    const { page, button, widget, heard, isIn, element } = await user.visit()
    await button.click()
    await widget.grant('Cancel')
    expect(await heard()).toMatchObject({ type: 'openkey:error', detail: { code: 'user_rejected' } })
    expect([await isIn('failed'), await isIn('busy')]).toEqual([false, false])
    expect(await element.evaluate((element) => element.matches(':focus-within'))).toBe(true)
    await page.close()
  })

  test.for([
    ['nonce-url', { 'nonce-url': '/nothing-there' }],
    ['nonce-url', { 'nonce-url': 'javascript:0' }],
    ['verifyurl', { verifyurl: '/verify' }],
    ['app-name', { 'app-name': 'Notes' }],
  ] as const)('reports %s of %o when it cannot be used', async ([field, attributes]) => {
    const { page, button, heard } = await user.visit(attributes)
    await button.click()
    expect(await heard()).toMatchObject({
      type: 'openkey:error',
      detail: { code: 'invalid_params', details: { field } },
    })
    await page.close()
  })

  test('reports a statement that no message can hold, and opens nothing', async () => {
    const { page, button, heard } = await user.visit({ statement: 'Für Notizen anmelden.' })
    await button.click()
    const details = { field: 'statement', received: 'Für Notizen anmelden.' }
    expect(await heard()).toMatchObject({ type: 'openkey:error', detail: { code: 'invalid_params', details } })
    expect(await page.locator('openkey-widget').count()).toBe(0)
    await page.close()
  })

  test('S20: sends cookies to a listed server that keeps its nonces in them, if the markup requires it', async () => {
    const server = await serveSiweElsewhere(environment.playground.appUrl)
    const urls = { 'nonce-url': `${server.origin}/nonce`, 'verify-url': `${server.origin}/verify` }
    const { page, element, button, widget, heard } = await user.visit(urls, withoutPolicy)
    await page.evaluate((origin) => Reflect.set(OpenKey, 'allowOrigins', [origin]), server.origin)
    await button.click()
    await widget.grant('Sign in')
    const refused = {
      code: 'unauthorized',
      details: { status: 401, received: 'The nonce is unknown, or was issued to another browser.' },
    }
    expect(await heard()).toMatchObject({ type: 'openkey:error', detail: refused })

    await element.evaluate((element) => element.setAttribute('credentials', 'include'))
    await button.click()
    await widget.grant('Sign in')
    const { type, detail } = await heard()
    expect([type, detail.answer]).toEqual(['openkey:signedin', JSON.stringify({ address: detail.address })])
    await page.close()
    await server.stop()
  })

  test('uses the widget of its attribute', async () => {
    const attributes = { widget: `${environment.playground.widgetUrl}/`, 'app-name': 'Its own name' }
    const { page, button, widget, heard } = await user.visit(attributes)
    await button.click()
    await widget.locator.getByText('Its own name').first().waitFor()
    await widget.grant('Sign in')
    expect((await heard()).type).toBe('openkey:signedin')
    await page.close()
  })

  test('S20: uses another origin while a script lists it', async () => {
    const elsewhere = 'http://elsewhere.localhost:9'
    const { page, button, heard } = await user.visit({ 'nonce-url': `${elsewhere}/nonce` })
    const list = (origins: unknown) =>
      page.evaluate((origins) => Reflect.set(OpenKey, 'allowOrigins', origins), origins)
    const next = async () => {
      await button.click()
      return (await heard()).detail.details
    }
    const expected = environment.playground.appUrl
    expect(await next()).toEqual({ field: 'nonce-url', expected, received: elsewhere })
    await list([elsewhere])
    // Nobody answers there: it was asked.
    expect(await next()).toEqual({ field: 'nonce-url' })
    await list([`${elsewhere}/nonce`])
    expect(await next()).toEqual({ field: 'allowOrigins', received: `${elsewhere}/nonce` })
    await list([])
    expect(await next()).toEqual({ field: 'nonce-url', expected, received: elsewhere })
    await page.close()
  })
})

/** Holds timers of ten minutes until `endLongTimers` is called. */
function holdLongTimers(): void {
  const held: (() => void)[] = []
  const { setTimeout: start } = window
  Reflect.set(window, 'setTimeout', (run: () => void, ms: number) => (ms === 600_000 ? held.push(run) : start(run, ms)))
  Reflect.set(window, 'endLongTimers', () => {
    for (const run of held) run()
  })
}
