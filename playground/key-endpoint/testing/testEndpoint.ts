import { createKeyEndpoint, type KeyEndpoint, type KeyEndpointOptions, type LogEntry } from '../index.ts'

export const widgetOrigin = 'http://openkey.localhost:5174'
export const publicUrl = 'http://api.openkey.localhost:5175'

export type Call = {
  readonly body?: unknown
  readonly bearer?: string
  readonly headers?: Readonly<Record<string, string>>
  /** IP address of the client. @default unknown */
  readonly from?: string
}

export type TestResponse = { readonly status: number; readonly body: unknown; readonly headers: Headers }

export type TestEndpoint = KeyEndpoint & {
  readonly clock: { now: () => number; advance: (ms: number) => void; reset: () => void }
  readonly logged: readonly LogEntry[]
  /** Sends a request as the widget does, and parses the JSON of the response. */
  readonly call: (method: string, path: string, call?: Call) => Promise<TestResponse>
  /** Returns the code in the last email to this address. */
  readonly codeFor: (email: string) => Promise<string>
  /** Signs in by email code and returns the session token. */
  readonly signIn: (email: string) => Promise<string>
}

/** Starts an endpoint in memory, with shortcuts for its HTTP API. */
export async function startTestEndpoint(options: Partial<KeyEndpointOptions> = {}): Promise<TestEndpoint> {
  let skewMs = 0
  const clock = {
    now: () => Date.now() + skewMs,
    advance: (ms: number) => {
      skewMs += ms
    },
    reset: () => {
      skewMs = 0
    },
  }
  const logged: LogEntry[] = []
  const endpoint = await createKeyEndpoint({
    dataDir: ':memory:',
    publicUrl,
    widgetOrigin,
    rpId: 'openkey.localhost',
    environment: 'development',
    clock,
    log: (entry) => logged.push(entry),
    ...options,
  })

  const call: TestEndpoint['call'] = async (method, path, { body, bearer, headers = {}, from } = {}) => {
    const response = await endpoint.fetch(
      new Request(publicUrl + path, {
        method,
        headers: {
          origin: widgetOrigin,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
      { clientAddress: from },
    )
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers }
  }

  const codeFor = async (email: string) => {
    const { body } = await call('GET', `/inbox.json?to=${encodeURIComponent(email)}`)
    const code = /"subject":"(\d{6})/.exec(JSON.stringify(body))?.[1]
    if (code === undefined) throw new Error(`No email to ${email}.`)
    return code
  }

  const signIn = async (email: string) => {
    await call('POST', '/api/auth/email-otp/send-verification-otp', { body: { email, type: 'sign-in' } })
    const { headers } = await call('POST', '/api/auth/sign-in/email-otp', {
      body: { email, otp: await codeFor(email) },
    })
    const bearer = headers.get('set-auth-token')
    if (bearer === null) throw new Error('No session was opened.')
    return bearer
  }

  return { ...endpoint, clock, logged, call, codeFor, signIn }
}
