import type { OpenKeyGlobal } from '@openkey/host-sdk/script'
import type { Page } from 'playwright-core'
import { SiweMessage } from 'siwe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sidewaysIn, violationsIn } from '../../fixtures/asserts/inspectScreen.ts'
import type { Visitor } from '../../fixtures/environment/browser/newVisitor.ts'
import { shiftClock } from '../../fixtures/environment/browser/shiftClock.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { type Attributes, openElementPage } from '../../fixtures/pages/openElementPage.ts'
import { serveSiweElsewhere } from '../../fixtures/pages/serving/serveSiweElsewhere.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

/** The script-tag page of the playground, with the element and its server; one person whom it knows. */
let environment: TestEnvironment
let person: Visitor
beforeAll(async () => {
  // What is taken back counts as a no.
  environment = await startEnvironment()
  person = await newPerson()
})
afterAll(() => environment?.stop())

type Prepare = (page: Page) => Promise<unknown>

/** A browser profile whose user shares an account with the page. */
async function newPerson(prepare: Prepare = async () => {}): Promise<Visitor> {
  const visitor = await environment.newVisitor()
  const { page } = visitor
  await prepare(page)
  await page.goto(`${environment.playground.appUrl}/script-tag`)
  await page.getByRole('button', { name: 'Connect' }).click()
  await createWidgetFrame(page, environment.playground.widgetUrl).connectByEmail(freshEmail(), environment.codeFor)
  await page.getByText('Connected as').waitFor()
  return visitor
}

/** The global, as a page's own script has it. */
declare const OpenKey: OpenKeyGlobal

const visit = (attributes: Attributes = {}, prepare?: Prepare, { context } = person) =>
  openElementPage({ context, ...environment.playground, attributes, prepare })

/** For what the policy of the playground's page refuses, and that of another page may allow. */
const withoutPolicy: Prepare = async (page) => {
  // A page that a test serves counts as public, and needs it to reach this machine.
  await page.context().grantPermissions(['local-network-access'])
  await page.route('**/script-tag', async (route) => {
    const response = await route.fetch()
    const { 'content-security-policy': _, ...headers } = response.headers()
    await route.fulfill({ response, headers })
  })
}

describe('<openkey-sign-in>', () => {
  test('signs in to a server that issues the nonce and verifies, under a strict policy', async () => {
    const { page, said, element, button, widget, heard, isIn } = await visit()
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
    expect(said).toEqual([])
    await page.close()
  })

  test('says so when the server refuses, and can be pressed again', async () => {
    const { page, element, button, widget, heard, isIn } = await visit()
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

  test('takes the no of a user for a no', async () => {
    const { page, button, widget, heard, isIn, element } = await visit()
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
    ['app-name', { 'app-name': 'Notes' }],
  ] as const)('names %s of %o when it cannot be used', async ([field, attributes]) => {
    const { page, button, heard } = await visit(attributes)
    await button.click()
    expect(await heard()).toMatchObject({
      type: 'openkey:error',
      detail: { code: 'invalid_params', details: { field } },
    })
    await page.close()
  })

  test('ends what it began when it is taken off the page', async () => {
    const { page, button, widget, element } = await visit()
    await button.click()
    await widget.button('Sign in').waitFor()
    const ended = await element.evaluate(
      (element) =>
        new Promise((resolve) => {
          element.addEventListener('openkey:error', (event) => resolve((event as CustomEvent).detail.code))
          element.remove()
        }),
    )
    expect(ended).toBe('aborted')
    await expect.poll(() => widget.isShown()).toBe(false)
    expect(await page.evaluate(() => window.heard)).toEqual([])
    await page.close()
  })

  test('can be put back after that, has not failed, and signs in', async () => {
    const { page, button, widget, element, heard, isIn } = await visit()
    await button.click()
    await widget.button('Sign in').waitFor()
    await element.evaluate(async (element) => {
      const ended = new Promise((resolve) => element.addEventListener('openkey:error', resolve))
      const parent = element.parentElement
      element.remove()
      await ended
      parent?.append(element)
    })
    expect([await isIn('failed'), await isIn('busy')]).toEqual([false, false])
    await button.click()
    await widget.grant('Sign in')
    expect((await heard()).type).toBe('openkey:signedin')
    await page.close()
  })

  test.for(['append', 'moveBefore', 'replaceWith'] as const)('goes on when it is moved: %s', async (how) => {
    const { page, button, widget, element, heard } = await visit({ name: 'siwe' })
    await button.click()
    await widget.button('Sign in').waitFor()
    await element.evaluate((element, how) => {
      const form = document.createElement('form')
      form.method = 'post'
      document.body.append(form)
      if (how === 'append') form.append(element)
      else if (how === 'moveBefore') form.moveBefore(element, null)
      else form.appendChild(document.createElement('i')).replaceWith(element)
    }, how)
    await widget.grant('Sign in')
    const { type, detail } = await heard()
    expect(type).toBe('openkey:signedin')
    const { message, signature } = detail
    const value = () => element.evaluate((element) => new FormData(Reflect.get(element, 'form')).get('siwe'))
    expect(await value()).toBe(JSON.stringify({ message, signature }))

    // S20: the form it has now is the one it looks at.
    const refused = await element.evaluate(
      (element) =>
        new Promise((resolve) => {
          const form = Reflect.get(element, 'form') as HTMLFormElement
          form.action = 'https://elsewhere.example/'
          element.addEventListener('openkey:error', (event) => resolve((event as CustomEvent).detail.details.field))
          form.requestSubmit()
        }),
    )
    expect(refused).toBe('action')
    await page.close()
  })

  test('ends with its form’s reset, and has not failed', async () => {
    const { page, button, widget, element, heard, isIn } = await visit()
    await element.evaluate((element) => {
      const form = document.createElement('form')
      form.method = 'post'
      element.replaceWith(form)
      form.append(element)
    })
    await button.click()
    await widget.button('Sign in').waitFor()
    await element.evaluate((element) => Reflect.get(element, 'form').reset())
    expect(await heard()).toMatchObject({ type: 'openkey:error', detail: { code: 'aborted' } })
    expect([await isIn('failed'), await isIn('busy'), await widget.isShown()]).toEqual([false, false, false])
    await page.close()
  })

  test('stays what it is when its file runs again', async () => {
    const { page, said, button, widget, heard } = await visit({}, withoutPolicy)
    await page.evaluate(async () => {
      const before = customElements.get('openkey-sign-in')
      const [file] = [...document.scripts].filter(({ src }) => src.includes('openkey-sign-in'))
      const again = Object.assign(document.createElement('script'), { src: `${file?.src}?t=1` })
      await new Promise((resolve) => {
        again.onload = resolve
        document.head.append(again)
      })
      if (customElements.get('openkey-sign-in') !== before) throw new Error('It is another element.')
    })
    await button.click()
    await widget.grant('Sign in')
    expect([(await heard()).type, said]).toEqual(['openkey:signedin', []])
    await page.close()
  })

  test('names a statement that no message can hold, and opens nothing', async () => {
    const { page, button, heard } = await visit({ statement: 'Für Notizen anmelden.' })
    await button.click()
    const details = { field: 'statement', received: 'Für Notizen anmelden.' }
    expect(await heard()).toMatchObject({ type: 'openkey:error', detail: { code: 'invalid_params', details } })
    expect(await page.locator('openkey-widget').count()).toBe(0)
    await page.close()
  })

  test.for([
    ['an hour ahead', 3_600_000],
    ['an hour behind', -3_600_000],
  ] as const)('signs in on a device whose clock is %s', async ([, byMs]) => {
    const { appUrl, widgetUrl } = environment.playground
    const shift: Prepare = async (page) => {
      for (const url of [appUrl, widgetUrl]) await shiftClock(page, { origin: new URL(url).origin, byMs })
    }
    const { page, button, widget, heard } = await visit({}, shift, await newPerson(shift))
    await button.click()
    await widget.grant('Sign in')
    const { type, detail } = await heard()
    expect([type, detail.answer]).toEqual(['openkey:signedin', JSON.stringify({ address: detail.address })])
    await page.context().close()
  })

  test('S20: sends cookies to a listed server that keeps its nonces in them, where the markup says so', async () => {
    const server = await serveSiweElsewhere(environment.playground.appUrl)
    const urls = { 'nonce-url': `${server.origin}/nonce`, 'verify-url': `${server.origin}/verify` }
    const { page, element, button, widget, heard } = await visit(urls, withoutPolicy)
    await page.evaluate((origin) => Reflect.set(OpenKey, 'allowOrigins', [origin]), server.origin)
    await button.click()
    await widget.grant('Sign in')
    const refused = { code: 'unauthorized', details: { status: 401, received: 'The nonce is of another browser.' } }
    expect(await heard()).toMatchObject({ type: 'openkey:error', detail: refused })

    await element.evaluate((element) => element.setAttribute('credentials', 'include'))
    await button.click()
    await widget.grant('Sign in')
    const { type, detail } = await heard()
    expect([type, detail.answer]).toEqual(['openkey:signedin', JSON.stringify({ address: detail.address })])
    await page.close()
    await server.stop()
  })

  test('has states with dashes where Chromium wants them, and signs in', async () => {
    const { page, button, widget, heard, isIn } = await visit({}, (page) =>
      page.addInitScript(() => {
        const { add } = CustomStateSet.prototype
        CustomStateSet.prototype.add = function (name) {
          if (!name.startsWith('--')) throw new DOMException('The name must start with "--".', 'SyntaxError')
          return add.call(this, name)
        }
      }),
    )
    await button.click()
    expect(await isIn('--busy')).toBe(true)
    await widget.grant('Sign in')
    expect((await heard()).type).toBe('openkey:signedin')
    expect([await isIn('--busy'), await isIn('--signed-in')]).toEqual([false, true])
    await page.close()
  })

  test.for([
    ['states', 'ElementInternals.prototype.states'],
    ['constructable sheets of its own', 'CSSStyleSheet.prototype.replaceSync'],
    ['the fields that forms can have', 'HTMLElement.prototype.attachInternals'],
  ] as const)('works without %s, or says that the browser is too old', async ([, path]) => {
    const { page, button, widget, heard } = await visit({}, (page) =>
      page.addInitScript((path) => {
        const [owner = '', , name = ''] = path.split('.')
        Reflect.deleteProperty(Reflect.get(Reflect.get(window, owner), 'prototype'), name)
      }, path),
    )
    await button.click()
    if (path.endsWith('states')) await widget.grant('Sign in')
    const { type, detail } = await heard()
    const field = path.endsWith('attachInternals') ? 'ElementInternals' : path
    if (path.endsWith('states')) expect(type).toBe('openkey:signedin')
    else expect(detail).toMatchObject({ code: 'presentation_unavailable', details: { field } })
    await page.close()
  })

  test('does not wait for ever for a script that does not come', async () => {
    const { page, button, heard, said } = await visit({}, async (page) => {
      await page.clock.install()
      await page.route(/openkey-\d[^/]*\.js$/, () => {})
    })
    await button.click()
    await page.clock.fastForward(15_000)
    expect(await heard()).toMatchObject({ type: 'openkey:error', detail: { code: 'timeout' } })
    expect(said).toEqual([])
    await page.close()
  })

  test('uses a widget of its own where it names one', async () => {
    const attributes = { widget: `${environment.playground.widgetUrl}/`, 'app-name': 'Its own name' }
    const { page, button, widget, heard } = await visit(attributes)
    await button.click()
    await widget.locator.getByText('Its own name').first().waitFor()
    await widget.grant('Sign in')
    expect((await heard()).type).toBe('openkey:signedin')
    await page.close()
  })

  test('S20: uses another origin once a script has listed it, for as long as it is listed', async () => {
    const elsewhere = 'http://elsewhere.localhost:9'
    const { page, button, heard } = await visit({ 'nonce-url': `${elsewhere}/nonce` })
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

  test('is a field of its form', async () => {
    const { page, element, button, widget, heard } = await visit({ name: 'siwe', required: '' })
    const form = () =>
      element.evaluate((element) => {
        const form = Reflect.get(element, 'form') as HTMLFormElement
        return { isValid: form.checkValidity(), value: new FormData(form).get('siwe') }
      })
    await element.evaluate((element) => {
      const form = document.createElement('form')
      form.method = 'post'
      element.replaceWith(form)
      form.append(element)
      form.addEventListener('submit', (event) => {
        event.preventDefault()
        document.title = String(new FormData(form).get('siwe'))
      })
      element.setAttribute('auto-submit', '')
    })
    expect(await form()).toEqual({ isValid: false, value: null })
    await button.click()
    await widget.grant('Sign in')
    const { message, signature } = (await heard()).detail
    const value = JSON.stringify({ message, signature })
    expect(await form()).toEqual({ isValid: true, value })
    expect(await page.title()).toBe(value)

    await element.evaluate((element) => Reflect.get(element, 'form').reset())
    expect(await form()).toEqual({ isValid: false, value: null })
    await element.evaluate((element) => Reflect.set(element, 'disabled', true))
    expect(await button.isDisabled()).toBe(true)
    expect(await form()).toEqual({ isValid: true, value: null })
    await page.close()
  })

  test('S20: gives no value to a form that has changed while its user read', async () => {
    const { page, element, button, widget, heard } = await visit({ name: 'siwe' })
    await element.evaluate((element) => {
      const form = document.createElement('form')
      form.method = 'post'
      element.replaceWith(form)
      form.append(element)
    })
    await button.click()
    await widget.button('Sign in').waitFor()
    await element.evaluate((element) =>
      Reflect.set(Reflect.get(element, 'form'), 'action', 'https://elsewhere.example/'),
    )
    await widget.grant('Sign in')
    expect(await heard()).toMatchObject({
      type: 'openkey:error',
      detail: { code: 'invalid_params', details: { field: 'action', received: 'https://elsewhere.example' } },
    })
    const value = () => element.evaluate((element) => new FormData(Reflect.get(element, 'form')).get('siwe'))
    expect(await value()).toBeNull()
    await page.close()
  })

  test('can be styled by properties and parts', async () => {
    const { page, button } = await visit()
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(
        'openkey-sign-in { --openkey-radius: 3px } openkey-sign-in::part(button) { letter-spacing: 2px }',
      )
      document.adoptedStyleSheets = [sheet]
    })
    const style = await button.evaluate((button) => {
      const { borderRadius, letterSpacing } = getComputedStyle(button)
      return { borderRadius, letterSpacing }
    })
    expect(style).toEqual({ borderRadius: '3px', letterSpacing: '2px' })
    await page.close()
  })

  test('stands on a page that keeps the rules of axe in light and dark, and is not too wide for 320 px', async () => {
    // axe is a script of its own, which the policy of the page keeps out.
    const page = await (await environment.browser.newContext({ bypassCSP: true })).newPage()
    await page.goto(`${environment.playground.appUrl}/script-tag`)
    await page.waitForFunction(() => customElements.get('openkey-sign-in') !== undefined)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violationsIn(page.mainFrame())).toEqual([])
    }
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await sidewaysIn(page.mainFrame())).toEqual([])
    await page.context().close()
  })
})
