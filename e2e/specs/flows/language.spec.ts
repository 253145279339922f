import type { Frame, Page } from 'playwright-core'
import { type Hex, verifyMessage } from 'viem'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { gluedIn } from '../../fixtures/asserts/gluedIn.ts'
import { inspectScreen, sidewaysIn } from '../../fixtures/asserts/inspectScreen.ts'
import { type BareHostEnvironment, openBareHost } from '../../fixtures/environment/openBareHost.ts'
import { request } from '../../fixtures/pages/bareHost.ts'
import { freely, grantMessage, plainMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { speakPseudo } from '../../fixtures/widget/speakPseudo.ts'

let environment: BareHostEnvironment
beforeAll(async () => {
  environment = await openBareHost()
})
afterAll(() => environment?.stop())

const stranger = '0x1563915e194D8CfBA1943570603F7606A3115508'

/** Opens a page whose host asks for a language, or leaves it to the browser. */
async function openIn(locale: string | undefined, before: (page: Page) => Promise<void> = async () => {}) {
  const page = await environment.context.newPage()
  // An open review would leave the next test waiting.
  onTestFinished(() => page.close())
  await before(page)
  await page.setViewportSize({ width: 400, height: 600 })
  const host = await environment.openHostPage(page)
  await host.ready(await host.connect({ fields: { locale } }))
  return host
}

/** A request for secrets, a path of the user's own space, and all databases of a stranger's. */
function aRequest() {
  const { address } = environment.ask
  const own = (rest: string) => `tinycloud:pkh:eip155:1:${address}:${rest}`
  const att = {
    [own('secrets/kv')]: freely('tinycloud.kv/get'),
    [own('photos/kv/2026/')]: freely('tinycloud.kv/get', 'tinycloud.kv/put'),
    [`tinycloud:pkh:eip155:5:${stranger}:films/sql`]: freely('tinycloud.sql/write'),
  }
  return grantMessage(att, environment.ask)
}

/** The words of each language: its tag, the heading, the button, the label of the message, and all permissions. */
const spoken = [
  {
    locale: 'de-CH',
    lang: 'de',
    heading: /^Anmelden bei\s+localhost/,
    submit: 'Anmelden',
    exact: 'Genaue Nachricht',
    lines: [
      'Alle Geheimnisse lesen',
      'Lesen und ändern, was unter 2026/ gespeichert ist',
      'Alle Datenbanken hier ändern',
    ],
  },
  {
    locale: 'es-MX',
    lang: 'es',
    heading: /^Iniciar sesión en\s+localhost/,
    submit: 'Iniciar sesión',
    exact: 'Mensaje exacto',
    lines: [
      'Leer todos los secretos',
      'Leer y modificar lo almacenado en 2026/',
      'En todas las bases de datos de aquí: modificar',
    ],
  },
  {
    locale: 'fr-CA',
    lang: 'fr',
    heading: /^Se connecter à\s+localhost/,
    submit: 'Se connecter',
    exact: 'Message exact',
    lines: [
      'Lire tous les secrets',
      'Lire et modifier ce qui est stocké sous 2026/',
      'Dans toutes les bases de données d’ici\u00A0: modifier',
    ],
  },
  {
    locale: 'pt-BR',
    lang: 'pt-BR',
    heading: /^Entrar em\s+localhost/,
    submit: 'Entrar',
    exact: 'Mensagem exata',
    lines: [
      'Ler todos os segredos',
      'Ler e alterar o que está armazenado em 2026/',
      'Em todos os bancos de dados daqui: alterar',
    ],
  },
  {
    locale: 'ja-JP',
    lang: 'ja',
    heading: /^サインイン先：\s*localhost/,
    submit: 'サインイン',
    exact: '正確なメッセージ',
    lines: [
      'すべてのシークレット：読み取り',
      '2026/ に保存されているもの：読み取り、変更',
      'ここにあるすべてのデータベース：変更',
    ],
  },
  {
    locale: 'zh-CN',
    lang: 'zh-Hans',
    heading: /^登录\s+localhost/,
    submit: '登录',
    exact: '消息原文',
    lines: ['读取所有机密信息', '读取和更改存储在 2026/ 下的内容', '对此处的所有数据库：更改'],
  },
  {
    locale: 'ar-EG',
    lang: 'ar',
    heading: /^تسجيل الدخول إلى\s+localhost/,
    submit: 'تسجيل الدخول',
    exact: 'النص الدقيق للرسالة',
    lines: ['في كل الأسرار: القراءة', 'في ما هو مخزَّن ضمن 2026/: القراءة والتغيير', 'في كل قواعد البيانات هنا: التغيير'],
  },
] as const

describe('the review', () => {
  test.each(spoken)(
    'S12: names each permission in $lang, shows the message as it is, and signs exactly that',
    async ({ locale, lang, heading, submit, exact, lines }) => {
      const message = aRequest()
      const { page, widget, call } = await openIn(locale)
      const answer = call('signSiwe', request({ message }))
      answer.catch(() => {})
      await widget.button(submit).waitFor()

      expect(await widget.heading().innerText()).toMatch(heading)
      expect(new Set(await widget.locator.locator('.list li').allInnerTexts())).toEqual(new Set(lines))
      const html = widget.locator.locator('html')
      expect([await html.getAttribute('lang'), await html.getAttribute('dir')]).toEqual([
        lang,
        lang === 'ar' ? 'rtl' : 'ltr',
      ])
      await widget.locator.getByText(exact, { exact: true }).click()
      expect(await widget.locator.locator('pre').textContent()).toBe(message)
      expect(await sidewaysIn(widget.document())).toEqual([])
      expect(await inspectScreen(page, widget.document())).toEqual([])

      await widget.grant(submit)
      const { value } = (await answer) as { readonly value: { readonly signature: Hex } }
      expect(
        await verifyMessage({ address: environment.ask.address as Hex, message, signature: value.signature }),
      ).toBe(true)
    },
  )

  test('S12: is mirrored in Arabic, and writes host, addresses, paths and the message from left to right', async () => {
    const { widget, call } = await openIn('ar')
    call('signSiwe', request({ message: aRequest() })).catch(() => {})
    await widget.button('تسجيل الدخول').waitFor()
    const frame = widget.document()
    const { close, brand, button, cancel } = await frame.evaluate(() => {
      const left = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().left ?? Number.NaN
      return {
        close: left('.close'),
        brand: left('.brand'),
        button: left('.decide .button-primary'),
        cancel: left('.decide .button:not(.button-primary)'),
      }
    })
    expect(close).toBeLessThan(brand)
    expect(button).toBeLessThan(cancel)

    const isolated = ['.host bdi', '.account .email', '.account .address', '.place bdi[dir=ltr]', '.reveal summary bdi']
    for (const selector of isolated)
      expect([selector, await reads(frame, selector)]).toEqual([selector, 'left to right'])
    // A path begins with digits, which have no direction of their own.
    expect(await reads(frame, '.list .host-text')).toBe('left to right')
    expect(await reads(frame, '.list li')).toBe('right to left')
  })

  test('S12: shows no text that is glued or untranslated, in a language half as long again', async () => {
    const { page, widget, call } = await openIn('de', (page) => speakPseudo(page, 'de'))
    call('signSiwe', request({ message: aRequest() })).catch(() => {})
    await widget.locator.getByText('⟦Sïgñ').first().waitFor()
    for (const fold of await widget.locator.locator('summary').all()) await fold.click()
    expect(await gluedIn(widget.document())).toEqual([])
    expect(await sidewaysIn(widget.document())).toEqual([])
    expect(await inspectScreen(page, widget.document())).toEqual([])
  })
})

describe('the language', () => {
  test('is English where there is no catalogue', async () => {
    const { widget, call } = await openIn('eo')
    call('signSiwe', request({ message: plainMessage(environment.ask) })).catch(() => {})
    await widget.button('Sign in').waitFor()
    expect(await widget.locator.locator('html').getAttribute('lang')).toBe('en')
  })

  test('is that of the browser where the host asks for none, and one catalogue travels', async () => {
    const context = await environment.browser.newContext({ locale: 'ja-JP' })
    const page = await context.newPage()
    const requested: string[] = []
    page.on('request', (sent) => requested.push(new URL(sent.url()).pathname))
    const host = await environment.openHostPage(page)
    await host.ready(await host.connect())
    host.call('connect', request({ chainId: 1 })).catch(() => {})
    await host.widget.button('メールで続ける').waitFor()
    const catalogue = /\/assets\/(ar|de|es|fr|ja|pt-BR|zh-Hans)-/
    expect(requested.flatMap((path) => catalogue.exec(path)?.[1] ?? [])).toEqual(['ja'])
    await page.goto(environment.playground.widgetUrl)
    await page.getByRole('heading', { level: 1, name: 'アプリから OpenKey を開いてください' }).waitFor()
    await context.close()
  })
})

/** The visual order of the letters and digits in the first line of an element. */
function reads(frame: Frame, selector: string): Promise<string> {
  return frame.evaluate((selector) => {
    const element = document.querySelector(selector)
    if (element === null) return 'missing'
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const boxes: DOMRect[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let index = 0; index < (node.textContent ?? '').length; index++) {
        const range = document.createRange()
        range.setStart(node, index)
        range.setEnd(node, index + 1)
        const box = range.getBoundingClientRect()
        if (box.width > 0) boxes.push(box)
      }
    }
    const line = boxes.filter((box) => Math.abs(box.top - (boxes[0]?.top ?? 0)) < 2)
    if (line.length < 2) return 'too short'
    const steps = line.slice(1).map((box, index) => box.left - (line[index]?.left ?? 0))
    if (steps.every((step) => step >= 0)) return 'left to right'
    return (line[0]?.left ?? 0) > (line.at(-1)?.left ?? 0) ? 'right to left' : 'mixed'
  }, selector)
}
