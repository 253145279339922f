import { spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../../widget/server/testing/freePort.ts'
import { untilFound } from '../fixtures/checks/untilFound.ts'
import { startXvfb } from '../fixtures/screen/startXvfb.ts'
import { type Engine, type Place, readingMs } from './engine.ts'
import { type ElementReference, elementKey, openWebDriver, type WebDriver, WebDriverError } from './webDriver.ts'

const miniBrowser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser'

/** WebKitGTK by its own driver. Each launch is a visitor with a fresh profile. */
export async function launchWebKit(): Promise<Engine> {
  const xvfb = await startXvfb()
  const port = await freePort()
  const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: xvfb.display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
  })
  const failed = new Promise<never>((_, reject) => driver.once('error', reject))
  const url = `http://127.0.0.1:${port}`
  await Promise.race([failed, untilFound('WebKitWebDriver', () => fetch(`${url}/status`).catch(() => undefined))])
  const session = await openWebDriver(url, {
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
  })
  const { send } = session
  const page = await send('GET', '/window')

  async function enter(place: Place): Promise<void> {
    await send('POST', '/window', { handle: place === 'window' ? await windowBeside(session, page) : page })
    await send('POST', '/frame', { id: null })
    if (place !== 'widget') return
    const frame = await untilFound('The widget', async () => (await execute(findFrame)) ?? undefined)
    await send('POST', '/frame', { id: frame })
  }

  const execute = (script: string) => send('POST', '/execute/sync', { script, args: [] })

  async function find(place: Place, xpath: string): Promise<string> {
    return untilFound(xpath, async () => {
      try {
        await enter(place)
        const found = (await send('POST', '/element', { using: 'xpath', value: xpath })) as ElementReference
        return found[elementKey]
      } catch (error) {
        // The document may be on its way, or the element not there yet.
        if (error instanceof WebDriverError && /^no such|stale/.test(error.name)) return undefined
        throw error
      }
    })
  }

  return {
    async open(url) {
      await enter('page')
      await send('POST', '/url', { url })
    },
    async evaluate(place, expression) {
      await enter(place)
      const script = `const done = arguments[0]; Promise.resolve(${expression}).then(done, (error) => done(String(error)))`
      return send('POST', '/execute/async', { script, args: [] })
    },
    async see(place, xpath) {
      await find(place, xpath)
    },
    async press(place, xpath) {
      const element = await find(place, xpath)
      await send('POST', `/element/${element}/click`)
    },
    async grant(place, xpath) {
      // Going to a document takes the focus there, which starts the time to read anew.
      const element = await find(place, xpath)
      await setTimeout(readingMs)
      await send('POST', `/element/${element}/click`)
    },
    async type(place, xpath, text) {
      const element = await find(place, xpath)
      await send('POST', `/element/${element}/click`)
      await send('POST', `/element/${element}/value`, { text })
    },
    async stop() {
      await session.end().catch(() => {})
      driver.kill()
      xvfb.stop()
    },
  }
}

/** The widget's frame, in the shadow of its element. */
const findFrame =
  'const element = document.querySelector("openkey-widget"); return (element?.querySelector("iframe") ?? element?.shadowRoot?.querySelector("iframe")) ?? null'

async function windowBeside({ send }: WebDriver, page: unknown): Promise<string> {
  return untilFound('The window', async () => {
    const handles = (await send('GET', '/window/handles')) as string[]
    return handles.find((handle) => handle !== page)
  })
}
