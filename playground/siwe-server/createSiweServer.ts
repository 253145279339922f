import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import { cors } from 'hono/cors'
import { generateNonce, SiweMessage } from 'siwe'

export type SiweServerOptions = {
  /** Host and port of the page that signs in, as its address bar has them. */
  readonly domain: string
  /**
   * Origin of that page, where this server has another. Nonces are then bound to the browser by a cookie as well.
   * @default the page is on the server's own origin
   */
  readonly pageOrigin?: string | undefined
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined
}

const nonceLifetimeMs = 10 * 60_000
const maxNonces = 10_000

const cookieName = 'siwe-nonce'
const cookie = { httpOnly: true, secure: true, sameSite: 'None', maxAge: nonceLifetimeMs / 1_000 } as const

/** Signs users in by plain SIWE: `GET /nonce`, then `POST /verify` with `{message, signature}`. */
export function createSiweServer({ domain, pageOrigin, now = Date.now }: SiweServerOptions): Hono {
  const nonces = new Map<string, number>()
  const app = new Hono()
  if (pageOrigin !== undefined) {
    // The page reads `Date` for the time of issue.
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
          throw new Error('The nonce is of another browser.')
        }
        // Spent by the attempt, whatever comes of it.
        nonces.delete(siwe.nonce)
        if (endsAt <= now()) throw new Error('The nonce is unknown, spent or too old.')
        await siwe.verify({ signature, domain, nonce: siwe.nonce, time: new Date(now()).toISOString() })
        // Here an app begins its own session, for example by a cookie.
        return context.json({ address: siwe.address })
      } catch (refusal) {
        return context.text(reasonOf(refusal), 401)
      }
    })
}

/** The library rejects with what it found, which is no Error. */
function reasonOf(refusal: unknown): string {
  if (refusal instanceof Error) return refusal.message
  const { type = 'The message is not a sign-in.' } = (refusal as { error?: { type?: string } } | null)?.error ?? {}
  return type
}
