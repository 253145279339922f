import { setTimeout } from 'node:timers/promises'
import puppeteer, { type ElementHandle, type Frame } from 'puppeteer-core'
import { untilFound } from '../fixtures/checks/untilFound.ts'
import { type Engine, type Place, readingMs } from './engine.ts'

/** Firefox by WebDriver BiDi. Each launch is a visitor with a fresh profile. */
export async function launchFirefox({ widgetUrl }: { readonly widgetUrl: string }): Promise<Engine> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    defaultViewport: null,
    args: ['--width=1280', '--height=900'],
  })
  const page = await browser.newPage()

  async function enter(place: Place): Promise<Frame> {
    if (place === 'page') return page.mainFrame()
    return untilFound(`The ${place}`, async () => {
      if (place === 'widget') return page.frames().find((frame) => frame.url().startsWith(widgetUrl))
      const pages = await browser.pages()
      return pages.find((other) => other !== page && other.url().startsWith(widgetUrl))?.mainFrame()
    })
  }

  async function find(place: Place, xpath: string): Promise<ElementHandle<Element>> {
    return untilFound(xpath, async () => {
      const frame = await enter(place)
      // A frame that is on its way has nothing to find.
      return (await frame.$(`::-p-xpath(${xpath})`).catch(() => null)) ?? undefined
    })
  }

  return {
    async open(url) {
      await page.goto(url)
    },
    async evaluate(place, expression) {
      return (await enter(place)).evaluate(expression)
    },
    async see(place, xpath) {
      await find(place, xpath)
    },
    async press(place, xpath) {
      await (await find(place, xpath)).click()
    },
    async grant(place, xpath) {
      const element = await find(place, xpath)
      await setTimeout(readingMs)
      await element.click()
    },
    async type(place, xpath, text) {
      await (await find(place, xpath)).type(text)
    },
    stop: () => browser.close(),
  }
}
