import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { inspectScreen, sidewaysIn } from '../../fixtures/asserts/inspectScreen.ts'
import { type BareHostEnvironment, openBareHost } from '../../fixtures/environment/openBareHost.ts'
import { request } from '../../fixtures/pages/bareHost.ts'
import { freely, grantMessage } from '../../fixtures/pages/messages/signInMessage.ts'

let environment: BareHostEnvironment
beforeAll(async () => {
  environment = await openBareHost()
})
afterAll(() => environment?.stop())

/** Opens a review that lists a secret and a database, in the styles that its page asks for. */
async function openReview(styles: Readonly<Record<string, unknown>>) {
  const page = await environment.context.newPage()
  // An open review would leave the next test waiting.
  onTestFinished(() => page.close())
  await page.setViewportSize({ width: 432, height: 760 })
  const host = await environment.openHostPage(page)
  await host.ready(await host.connect({ fields: styles }))
  const own = (rest: string) => `tinycloud:pkh:eip155:1:${environment.ask.address}:${rest}`
  const att = {
    [own('secrets/kv')]: freely('tinycloud.kv/get', 'tinycloud.kv/del'),
    [own('films/sql/watched')]: freely('tinycloud.sql/read'),
  }
  host.call('signSiwe', request({ message: grantMessage(att, environment.ask) })).catch(() => {})
  await host.widget.button('Sign in').waitFor()
  return { page, frame: host.widget.document(), widget: host.widget }
}

type Review = Awaited<ReturnType<typeof openReview>>

/** Words of the review with their sizes, and the fonts and colors that a page cannot choose. */
function fixedParts({ frame }: Review) {
  return frame.evaluate(() => {
    const style = (selector: string) => {
      const element = document.querySelector(selector)
      return element ? getComputedStyle(element) : undefined
    }
    const texts = ['.title', '.host', '.panel-sensitive', '.list li', '.place', '.fact', '.pill', '.quote', 'summary']
    return {
      words: Array.from(document.querySelectorAll('.title, .panel'), ({ textContent }) => textContent),
      sizes: texts.map((selector) => [selector, style(selector)?.fontSize]),
      fonts: ['.host bdi', '.account bdi'].map((selector) => style(selector)?.fontFamily),
      warning: ['backgroundColor', 'borderColor'].map((name) => Reflect.get(style('.panel-sensitive') ?? {}, name)),
      pill: style('.pill')?.color,
    }
  })
}

/** Reads the styles of the main button that a page can choose. */
function chosen({ frame }: Review) {
  return frame.evaluate(() => {
    const button = document.querySelector('.button-primary') ?? document.body
    const { backgroundColor, color, borderRadius, minHeight, fontFamily } = getComputedStyle(button)
    return { backgroundColor, color, borderRadius, minHeight, font: fontFamily.split(',')[0] }
  })
}

const onLight = (page: Page) => page.emulateMedia({ colorScheme: 'light' })

describe('theming', () => {
  test('sets accent, corners, size of controls and font', async () => {
    const plain = await openReview({})
    await onLight(plain.page)
    expect(await chosen(plain)).toEqual({
      backgroundColor: 'rgb(13, 101, 83)',
      color: 'rgb(255, 255, 255)',
      borderRadius: '12px',
      minHeight: '46px',
      font: 'system-ui',
    })
    // Only one tab may ask at a time.
    await plain.page.close()
    const styled = await openReview({ accent: '#4338CA', radius: 'none', density: 'compact', font: 'serif' })
    await onLight(styled.page)
    await expect
      .poll(() => chosen(styled))
      .toEqual({
        backgroundColor: 'rgb(67, 56, 202)',
        color: 'rgb(255, 255, 255)',
        borderRadius: '0px',
        minHeight: '40px',
        font: 'ui-serif',
      })
  })

  test.each([
    ['an accent like the background', { accent: '#ffffff', theme: 'light' }],
    ['an accent like the background in dark', { accent: '#1b1b1f', theme: 'dark' }],
    ['an accent like a warning', { accent: '#fff6e6', radius: 'large', font: 'rounded' }],
    ['an accent between black and white', { accent: '#777777', radius: 'large', density: 'compact', font: 'serif' }],
    ['styles that do not exist', { accent: 'transparent', radius: '9999px', density: '0', font: 'Wingdings' }],
  ])('S12: %s leaves the review as it is, and legible', async (_, styles) => {
    const plain = await openReview('theme' in styles ? { theme: styles.theme } : {})
    const before = await fixedParts(plain)
    await plain.page.close()
    const styled = await openReview(styles)
    await styled.frame.waitForLoadState('networkidle')
    expect(await fixedParts(styled)).toEqual(before)
    expect(await sidewaysIn(styled.frame)).toEqual([])
    expect(await inspectScreen(styled.page, styled.frame)).toEqual([])
  })

  test.each([
    ['accent', '#fff}*{display:none'],
    ['radius', 'red;--paper:red'],
    ['density', 'x'.repeat(36)],
    ['font', '"Comic Sans"'],
  ])(
    'S12: a %s that could leave its place in a style sheet is refused, with all that came with it',
    async (name, text) => {
      const page = await environment.context.newPage()
      onTestFinished(() => page.close())
      const host = await environment.openHostPage(page)
      await host.ready(await host.connect({ fields: { [name]: text, theme: 'dark' } }))
      expect(await host.call('connect', request({ chainId: 1 }))).toMatchObject({
        ok: false,
        error: { code: 'invalid_params', details: { field: name } },
      })
      const root = () => ({
        style: document.documentElement.getAttribute('style'),
        ...document.documentElement.dataset,
      })
      expect(await host.widget.document().evaluate(root)).not.toMatchObject({ theme: 'dark' })
      expect(await host.widget.document().evaluate(root)).toMatchObject({ style: null })
    },
  )

  test('leaves the colors to a device with forced colors', async () => {
    const colors: unknown[] = []
    for (const styles of [{}, { accent: '#ffeb3b', radius: 'large' }]) {
      const review = await openReview(styles)
      await review.page.emulateMedia({ forcedColors: 'active' })
      await review.frame.waitForLoadState('networkidle')
      const { backgroundColor, color } = await chosen(review)
      colors.push({ backgroundColor, color })
      await review.page.close()
    }
    expect(colors[1]).toEqual(colors[0])
  })
})
