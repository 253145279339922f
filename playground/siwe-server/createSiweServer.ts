import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import { cors } from 'hono/cors'
import { SiweMessage } from 'siwe'
import { createNonces } from './createNonces.ts'
import { requireOwnPage } from './requireOwnPage.ts'

export type SiweServerOptions = {
  /** Host and port of the page that signs in, as shown in the address bar. */
  readonly domain: string
  /**
   * Origin of that page, if it differs from the server's.
   * @default the server's own origin
   */
  readonly pageOrigin?: string | undefined
  /** Authenticates nonces: at least 32 bytes, the same in every process. @default random, for this process */
  readonly secret?: Uint8Array | undefined
  /** Returns the time in milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined
}

const cookieName = 'siwe-browser'

/** Signs users in with SIWE: `GET /nonce`, then `POST /verify` with `{message, signature}`. */
export function createSiweServer(options: SiweServerOptions): Hono {
  const { domain, pageOrigin, secret = randomBytes(32), now = Date.now } = options
  const nonces = createNonces({ secret, now })
  // A page on another site can use no stricter cookie. A browser sends no `Secure` cookie to http, except on loopback.
  const sameSite = pageOrigin === undefined ? 'Strict' : 'None'
  const cookie = { httpOnly: true, secure: pageOrigin !== undefined || !isLoopback(domain), sameSite } as const
  const app = new Hono()
  if (pageOrigin !== undefined) {
    // The page reads `Date` to set `Issued At`.
    app.use(cors({ origin: pageOrigin, credentials: true, allowHeaders: ['content-type'], exposeHeaders: ['date'] }))
  }

  return app
    .use(requireOwnPage(domain))
    .get('/nonce', (context) => {
      const browser = getCookie(context, cookieName) ?? randomBytes(16).toString('base64url')
      setCookie(context, cookieName, browser, cookie)
      return context.text(nonces.issue(browser), 200, { 'cache-control': 'no-store' })
    })
    .post('/verify', bodyLimit({ maxSize: 64 * 1024 }), async (context) => {
      if (!/^application\/json(?:;|$)/.test(context.req.header('content-type') ?? '')) {
        return context.text('Send JSON with the content type application/json.', 415)
      }
      try {
        const { message, signature } = await context.req.json()
        const siwe = new SiweMessage(message)
        nonces.use(siwe.nonce, getCookie(context, cookieName))
        await siwe.verify({ signature, domain, nonce: siwe.nonce, time: new Date(now()).toISOString() })
        // Start your own session here, for example with a cookie.
        return context.json({ address: siwe.address })
      } catch (error) {
        return context.text(reasonOf(error), 401)
      }
    })
}

function isLoopback(domain: string): boolean {
  return /^(?:(?:[^:]+\.)?localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(domain)
}

/** Returns the message of an error. `siwe` rejects with an object that is not an `Error`. */
function reasonOf(error: unknown): string {
  if (error instanceof Error) return error.message
  const { type = 'The message is not a sign-in.' } = (error as { error?: { type?: string } } | null)?.error ?? {}
  return type
}
