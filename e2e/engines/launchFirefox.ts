import puppeteer, { type ElementHandle, type Frame, type Page } from 'puppeteer-core'
import { waitForValue } from '../fixtures/asserts/waitForValue.ts'
import { type Engine, type Place, pressAfterReading } from './engine.ts'

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
  const first = await browser.pages()
  /** All windows beside the page, closed ones too. */
  const windows = new Set<Page>()

  async function listWindows(): Promise<readonly Page[]> {
    const beside = (await browser.pages()).filter((opened) => !first.includes(opened))
    for (const opened of beside) windows.add(opened)
    return beside
  }

  async function enter(place: Place): Promise<Frame> {
    return waitForValue(`The ${place}`, async () => {
      const opened = await listWindows()
      if (place === 'page') return page.mainFrame()
      if (place === 'window') return opened.at(0)?.mainFrame()
      return page.frames().find((frame) => frame.url().startsWith(widgetUrl))
    })
  }

  async function find(place: Place, xpath: string): Promise<ElementHandle<Element>> {
    return waitForValue(xpath, async () => {
      const frame = await enter(place)
      return lookIn(frame, xpath)
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
      await find(place, xpath)
      const frame = await enter(place)
      await pressAfterReading(
        {
          has: async (sought) => (await lookIn(frame, sought)) !== undefined,
          click: async (sought) => (await lookIn(frame, sought))?.click(),
        },
        xpath,
      )
    },
    async type(place, xpath, text) {
      await (await find(place, xpath)).type(text)
    },
    async windows() {
      await listWindows()
      return windows.size
    },
    stop: () => browser.close(),
  }
}

/** A frame that is on its way, or in a window that has closed, has nothing to find. */
async function lookIn(frame: Frame, xpath: string): Promise<ElementHandle<Element> | undefined> {
  try {
    return (await frame.$(`::-p-xpath(${xpath})`)) ?? undefined
  } catch {
    return undefined
  }
}
