import { OpenKeyError } from '@openkey/protocol'

export type RelyingPartyOptions = {
  readonly nonceUrl: URL
  readonly verifyUrl: URL | undefined
  readonly fetch: typeof globalThis.fetch
}

/** The app's own server, which issues a nonce and verifies what was signed with it. */
export type RelyingParty = {
  /** @throws {OpenKeyError} `invalid_params` naming `nonce-url` */
  readonly nonce: () => Promise<string>
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
export function createRelyingParty({ nonceUrl, verifyUrl, fetch }: RelyingPartyOptions): RelyingParty {
  async function ask(attribute: string, url: URL, init: RequestInit): Promise<{ status: number; text: string }> {
    try {
      // A redirect would send a signature to a URL that was not checked.
      const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(patienceMs) })
      return { status: response.status, text: await readAnswer(response) }
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
      const { status, text } = await ask(field, nonceUrl, { cache: 'no-store' })
      const nonce = text.trim()
      if (status === 200 && /^[A-Za-z0-9]{8,128}$/.test(nonce)) return nonce
      const rule = 'must answer 200 and a nonce of 8 to 128 letters and digits as plain text'
      throw new OpenKeyError('invalid_params', `${field} ${rule}.`, { details: { field, status } })
    },
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

/** Reads on until it is too much: no server decides how much memory the page uses. */
async function readAnswer({ body }: Response): Promise<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (reader && text.length <= maxAnswerLength) {
    const { done, value } = await reader.read()
    if (done) return text
    text += value
  }
  await reader?.cancel()
  return text
}
