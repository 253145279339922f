import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sidewaysIn, violationsIn } from '../../fixtures/asserts/inspectScreen.ts'
import { shiftClock } from '../../fixtures/environment/browser/shiftClock.ts'
import { startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createElementUser, type ElementUser, type Prepare, withoutPolicy } from '../../fixtures/pages/elementUser.ts'

/** The script-tag page of the playground, with the element and its server, and a user who has connected there. */
let environment: TestEnvironment
let user: ElementUser
beforeAll(async () => {
  environment = await startEnvironment()
  user = await createElementUser(environment)
})
afterAll(() => environment?.stop())

describe('<openkey-sign-in> on a page', () => {
  test('keeps its definition when its file runs again', async () => {
    const { page, said, button, widget, heard } = await user.visit({}, withoutPolicy)
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

  test.for([
    ['an hour ahead', 3_600_000],
    ['an hour behind', -3_600_000],
  ] as const)('signs in on a device whose clock is %s', async ([, byMs]) => {
    const { appUrl, widgetUrl } = environment.playground
    const shift: Prepare = async (page) => {
      for (const url of [appUrl, widgetUrl]) await shiftClock(page, { origin: new URL(url).origin, byMs })
    }
    const { page, button, widget, heard } = await (await createElementUser(environment, shift)).visit({}, shift)
    await button.click()
    await widget.grant('Sign in')
    const { type, detail } = await heard()
    expect([type, detail.answer]).toEqual(['openkey:signedin', JSON.stringify({ address: detail.address })])
    await page.context().close()
  })

  test('uses states with dashes where Chromium requires them, and signs in', async () => {
    const { page, button, widget, heard, isIn } = await user.visit({}, (page) =>
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
  ] as const)('works without %s, or reports that the browser is too old', async ([, path]) => {
    const { page, button, widget, heard } = await user.visit({}, (page) =>
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

  test('rejects with timeout when a script does not load', async () => {
    const { page, button, heard, said } = await user.visit({}, async (page) => {
      await page.clock.install()
      await page.route(/openkey-\d[^/]*\.js$/, () => {})
    })
    await button.click()
    await page.clock.fastForward(15_000)
    expect(await heard()).toMatchObject({ type: 'openkey:error', detail: { code: 'timeout' } })
    expect(said).toEqual([])
    await page.close()
  })

  test('can be styled by properties and parts', async () => {
    const { page, button } = await user.visit()
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

  test('passes axe in light and dark, and fits into 320 px', async () => {
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
