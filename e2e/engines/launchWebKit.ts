import { spawn } from 'node:child_process'
import { freePort } from '../../widget/server/testing/freePort.ts'
import { waitForValue } from '../fixtures/asserts/waitForValue.ts'
import { startXvfb } from '../fixtures/environment/screen/startXvfb.ts'
import { type Engine, type Place, pressAfterReading } from './engine.ts'

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
  await Promise.race([failed, waitForValue('WebKitWebDriver', () => fetch(`${url}/status`).catch(() => undefined))])
  const session = await openWebDriver(url, {
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
  })
  const { send } = session
  const page = await send('GET', '/window')
  /** Handles of all windows beside the page, closed ones too. */
  const windows = new Set<string>()

  async function listWindows(): Promise<readonly string[]> {
    const handles = (await send('GET', '/window/handles')) as string[]
    const beside = handles.filter((handle) => handle !== page)
    for (const handle of beside) windows.add(handle)
    return beside
  }

  async function enter(place: Place): Promise<void> {
    const [opened] = await listWindows()
    if (place === 'window' && opened === undefined) throw new WebDriverError('no such window', 'There is one window.')
    await send('POST', '/window', { handle: place === 'window' ? opened : page })
    await send('POST', '/frame', { id: null })
    if (place !== 'widget') return
    const frame = await waitForValue('The widget', async () => (await execute(findFrame)) ?? undefined)
    await send('POST', '/frame', { id: frame })
  }

  const execute = (script: string) => send('POST', '/execute/sync', { script, args: [] })

  async function find(place: Place, xpath: string): Promise<string> {
    return waitForValue(xpath, () =>
      unlessGone(async () => {
        await enter(place)
        return lookHere(xpath)
      }),
    )
  }

  /** Looks in the document that was entered last. */
  function lookHere(xpath: string): Promise<string | undefined> {
    return unlessGone(async () => {
      const found = (await send('POST', '/element', { using: 'xpath', value: xpath })) as ElementReference
      return found[elementKey]
    })
  }

  const clickElement = (element: string | undefined) => send('POST', `/element/${element}/click`)

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
      await clickElement(await find(place, xpath))
    },
    async grant(place, xpath) {
      await find(place, xpath)
      await pressAfterReading(
        {
          has: async (sought) => (await lookHere(sought)) !== undefined,
          click: async (sought) => void (await unlessGone(async () => clickElement(await lookHere(sought)))),
        },
        xpath,
      )
    },
    async type(place, xpath, text) {
      const element = await find(place, xpath)
      await clickElement(element)
      await send('POST', `/element/${element}/value`, { text })
    },
    async windows() {
      await listWindows()
      return windows.size
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

/** The document may be on its way or closed, or the element not there. */
async function unlessGone<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof WebDriverError && /^no such|stale/.test(error.name)) return undefined
    throw error
  }
}

/** One session of a W3C WebDriver server. */
type WebDriver = {
  /** One command of the session. @throws {WebDriverError} */
  readonly send: (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>
  readonly end: () => Promise<void>
}

/** An error of the driver; `name` is the error code of the WebDriver specification. */
class WebDriverError extends Error {
  constructor(code: string, message: string) {
    super(message)
    this.name = code
  }
}

/** The key under which WebDriver passes an element (W3C WebDriver, 11). */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

type ElementReference = { readonly [elementKey]: string }

async function openWebDriver(url: string, capabilities: object): Promise<WebDriver> {
  const { sessionId } = (await call(`${url}/session`, 'POST', { capabilities: { alwaysMatch: capabilities } })) as {
    sessionId: string
  }
  const session = `${url}/session/${sessionId}`
  return {
    send: (method, path, body) => call(`${session}${path}`, method, body ?? (method === 'POST' ? {} : undefined)),
    end: async () => void (await call(session, 'DELETE')),
  }
}

async function call(url: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) })
  const { value } = (await response.json()) as { value: unknown }
  if (response.ok) return value
  const { error, message } = value as { error: string; message: string }
  throw new WebDriverError(error, message)
}
