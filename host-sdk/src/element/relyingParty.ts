import { OpenKeyError, withDeadline } from '@openkey/protocol'

export type RelyingPartyOptions = {
  readonly nonceUrl: URL
  readonly verifyUrl: URL | undefined
  /** Whether requests carry cookies, as for `fetch`. @default 'same-origin' */
  readonly credentials?: RequestCredentials | undefined
  /** Headers of both requests, such as a CSRF token. @default none */
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly fetch: typeof globalThis.fetch
}

/** The app's own server, which issues a nonce and verifies the signed message. */
export type RelyingParty = {
  /** @throws {OpenKeyError} `invalid_params` naming `nonce-url` */
  readonly nonce: () => Promise<string>
  /** How far the server's clock is ahead, by the `Date` header of the nonce response. 0 if it is unknown. */
  readonly aheadMs?: () => number
  /**
   * Returns the response body, or `undefined` without a `verify-url`.
   * @throws {OpenKeyError} `unauthorized` for 4xx; `invalid_params` naming `verify-url` for any other failure
   */
  readonly verify: (signed: { readonly message: string; readonly signature: string }) => Promise<string | undefined>
}

const responseTimeoutMs = 10_000

/** Longest accepted body, in UTF-16 code units. */
const maxBodyLength = 65_536

/** Calls the server by HTTP: `GET` for a nonce as plain text, `POST` of `{message, signature}` as JSON. */
export function createRelyingParty(options: RelyingPartyOptions): RelyingParty {
  const { nonceUrl, verifyUrl, credentials = 'same-origin', headers, fetch } = options
  let aheadMs = 0

  async function send(attribute: string, url: URL, init: RequestInit): Promise<ServerResponse> {
    try {
      return await withDeadline({ timeoutMs: responseTimeoutMs }, async (_, settled) => {
        // A redirect would send a signature to a URL that was not checked.
        const response = await fetch(url, { ...init, credentials, redirect: 'error', signal: settled() })
        const dateMs = Date.parse(response.headers.get('date') ?? '')
        return { status: response.status, dateMs, text: await readBoundedBody(response) }
      })
    } catch (cause) {
      throw new OpenKeyError('invalid_params', `The request to ${attribute} failed or was redirected.`, {
        details: { field: attribute },
        cause,
      })
    }
  }

  return {
    async nonce() {
      const field = 'nonce-url'
      const { status, dateMs, text } = await send(field, nonceUrl, { cache: 'no-store', headers: { ...headers } })
      aheadMs = dateMs - Date.now() || 0
      const nonce = readNonce(text)
      if (status === 200 && /^[A-Za-z0-9]{8,128}$/.test(nonce)) return nonce
      const expected = 'expected 200 and a nonce of 8 to 128 letters and digits, as plain text or as JSON in “nonce”'
      throw new OpenKeyError('invalid_params', `${field} responded with ${status}; ${expected}.`, {
        details: { field, status },
      })
    },
    aheadMs: () => aheadMs,
    async verify(signed) {
      if (verifyUrl === undefined) return undefined
      const field = 'verify-url'
      const { status, text } = await send(field, verifyUrl, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(signed),
      })
      const isAccepted = status >= 200 && status < 300
      if (isAccepted && text.length <= maxBodyLength) return text
      const response = isAccepted ? `more than ${maxBodyLength} characters` : status
      const code = status >= 400 && status < 500 ? 'unauthorized' : 'invalid_params'
      throw new OpenKeyError(code, `${field} responded with ${response}.`, {
        details: { field, status, received: text.slice(0, 256) },
      })
    },
  }
}

/** Returns the nonce of a response: the text itself, or a string or the member `nonce` in JSON. */
function readNonce(text: string): string {
  const plain = text.trim()
  // Only these: a nonce of digits is no number.
  if (!/^["{]/.test(plain)) return plain
  try {
    const json: unknown = JSON.parse(plain)
    return String(Object(json).nonce ?? json)
  } catch {
    return plain
  }
}

type ServerResponse = { readonly status: number; readonly dateMs: number; readonly text: string }

/** Stops reading after the limit, so that a server cannot exhaust the page's memory. */
async function readBoundedBody({ body }: Response): Promise<string> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (reader && text.length <= maxBodyLength) {
    const { done, value } = await reader.read()
    text += decoder.decode(value, { stream: !done })
    if (done) return text
  }
  await reader?.cancel()
  return text
}
