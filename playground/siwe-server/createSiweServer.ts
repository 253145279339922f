import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import { cors } from 'hono/cors'
import { generateNonce, SiweMessage } from 'siwe'

export type SiweServerOptions = {
  /** Host and port of the page that signs in, as shown in the address bar. */
  readonly domain: string
  /**
   * Origin of that page, if it differs from the server's. Nonces are then also bound to the browser by a cookie.
   * @default the server's own origin
   */
  readonly pageOrigin?: string | undefined
  /** Returns the time in milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined
}

const nonceLifetimeMs = 10 * 60_000
const maxNonces = 10_000

const cookieName = 'siwe-nonce'
const cookie = { httpOnly: true, secure: true, sameSite: 'None', maxAge: nonceLifetimeMs / 1_000 } as const

/** Signs users in with SIWE: `GET /nonce`, then `POST /verify` with `{message, signature}`. */
export function createSiweServer({ domain, pageOrigin, now = Date.now }: SiweServerOptions): Hono {
  const nonces = new Map<string, number>()
  const app = new Hono()
  if (pageOrigin !== undefined) {
    // The page reads `Date` to set `Issued At`.
    app.use(cors({ origin: pageOrigin, credentials: true, allowHeaders: ['content-type'], exposeHeaders: ['date'] }))
  }

  return app
    .get('/nonce', (context) => {
      // The oldest come first.
      for (const [nonce, endsAt] of nonces) {
        if (endsAt > now() && nonces.size < maxNonces) break
        nonces.delete(nonce)
      }
      const nonce = generateNonce()
      nonces.set(nonce, now() + nonceLifetimeMs)
      if (pageOrigin !== undefined) setCookie(context, cookieName, nonce, cookie)
      return context.text(nonce, 200, { 'cache-control': 'no-store' })
    })
    .post('/verify', bodyLimit({ maxSize: 64 * 1024 }), async (context) => {
      try {
        const { message, signature } = await context.req.json()
        const siwe = new SiweMessage(message)
        const endsAt = nonces.get(siwe.nonce) ?? 0
        if (pageOrigin !== undefined && getCookie(context, cookieName) !== siwe.nonce) {
          throw new Error('The nonce was issued to another browser.')
        }
        // A nonce is valid for one attempt, whatever its outcome.
        nonces.delete(siwe.nonce)
        if (endsAt <= now()) throw new Error('The nonce is unknown, used or expired.')
        await siwe.verify({ signature, domain, nonce: siwe.nonce, time: new Date(now()).toISOString() })
        // Start your own session here, for example with a cookie.
        return context.json({ address: siwe.address })
      } catch (error) {
        return context.text(reasonOf(error), 401)
      }
    })
}

/** Returns the message of an error. `siwe` rejects with an object that is not an `Error`. */
function reasonOf(error: unknown): string {
  if (error instanceof Error) return error.message
  const { type = 'The message is not a sign-in.' } = (error as { error?: { type?: string } } | null)?.error ?? {}
  return type
}
