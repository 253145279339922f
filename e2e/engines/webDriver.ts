/** One session of a W3C WebDriver server. */
export type WebDriver = {
  /** One command of the session. @throws {WebDriverError} */
  readonly send: (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>
  readonly end: () => Promise<void>
}

/** An error of the driver; `name` is the error code of the WebDriver specification. */
export class WebDriverError extends Error {
  constructor(code: string, message: string) {
    super(message)
    this.name = code
  }
}

/** The key under which WebDriver passes an element (W3C WebDriver, 11). */
export const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

export type ElementReference = { readonly [elementKey]: string }

export async function openWebDriver(url: string, capabilities: object): Promise<WebDriver> {
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
