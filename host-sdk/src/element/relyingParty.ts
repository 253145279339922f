import { OpenKeyError, systemClock, withDeadline } from '@openkey/protocol'

export type RelyingPartyOptions = {
  readonly nonceUrl: URL
  readonly verifyUrl: URL | undefined
  /** Whether requests carry cookies, as for `fetch`. @default 'same-origin' */
  readonly credentials?: RequestCredentials | undefined
  readonly fetch: typeof globalThis.fetch
}

/** The app's own server, which issues a nonce and verifies what was signed with it. */
export type RelyingParty = {
  /** @throws {OpenKeyError} `invalid_params` naming `nonce-url` */
  readonly nonce: () => Promise<string>
  /** How far its clock is ahead of this device's, by the header `Date` of the nonce; 0 where that cannot be read. */
  readonly aheadMs?: () => number
  /**
   * What the server says to the signature; nothing where it is not asked.
   * @throws {OpenKeyError} `unauthorized` where it refuses, `invalid_params` naming `verify-url` where it fails
   */
  readonly verify: (signed: { readonly message: string; readonly signature: string }) => Promise<string | undefined>
}

/** How long the server may take for one answer, in milliseconds. */
const patienceMs = 10_000

/** How much of one answer is taken, in UTF-16 code units. */
const maxAnswerLength = 65_536

/** Reaches the server by HTTP: `GET` for a nonce as plain text, `POST` of `{message, signature}` as JSON. */
export function createRelyingParty(options: RelyingPartyOptions): RelyingParty {
  const { nonceUrl, verifyUrl, credentials = 'same-origin', fetch } = options
  let aheadMs = 0

  async function ask(attribute: string, url: URL, init: RequestInit): Promise<Answer> {
    try {
      return await withDeadline({ timeoutMs: patienceMs, clock: systemClock }, async (_, settled) => {
        // A redirect would send a signature to a URL that was not checked.
        const response = await fetch(url, { ...init, credentials, redirect: 'error', signal: settled() })
        const toldAt = Date.parse(response.headers.get('date') ?? '')
        return { status: response.status, toldAt, text: await readAnswer(response) }
      })
    } catch (cause) {
      throw new OpenKeyError('invalid_params', `${attribute} failed, or redirected.`, {
        details: { field: attribute },
        cause,
      })
    }
  }

  return {
    async nonce() {
      const field = 'nonce-url'
      const { status, toldAt, text } = await ask(field, nonceUrl, { cache: 'no-store' })
      aheadMs = toldAt - Date.now() || 0
      const nonce = text.trim()
      if (status === 200 && /^[A-Za-z0-9]{8,128}$/.test(nonce)) return nonce
      const rule = 'must answer 200 and a nonce of 8 to 128 letters and digits as plain text'
      throw new OpenKeyError('invalid_params', `${field} ${rule}.`, { details: { field, status } })
    },
    aheadMs: () => aheadMs,
    async verify(signed) {
      if (verifyUrl === undefined) return undefined
      const field = 'verify-url'
      const headers = { 'content-type': 'application/json' }
      const { status, text } = await ask(field, verifyUrl, { method: 'POST', headers, body: JSON.stringify(signed) })
      const isTaken = status >= 200 && status < 300
      if (isTaken && text.length <= maxAnswerLength) return text
      if (isTaken) {
        const rule = `must answer at most ${maxAnswerLength} characters`
        throw new OpenKeyError('invalid_params', `${field} ${rule}.`, { details: { field, status } })
      }
      const isRefusal = status >= 400 && status < 500
      throw new OpenKeyError(isRefusal ? 'unauthorized' : 'invalid_params', `${field} answered ${status}.`, {
        details: { field, status, received: text.slice(0, 256) },
      })
    },
  }
}

type Answer = { readonly status: number; readonly toldAt: number; readonly text: string }

/** Reads on until it is too much: no server decides how much memory the page uses. */
async function readAnswer({ body }: Response): Promise<string> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (reader && text.length <= maxAnswerLength) {
    const { done, value } = await reader.read()
    text += decoder.decode(value, { stream: !done })
    if (done) return text
  }
  await reader?.cancel()
  return text
}
