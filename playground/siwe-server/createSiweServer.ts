import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { generateNonce, SiweMessage } from 'siwe'

export type SiweServerOptions = {
  /** Host and port of the page that signs in, as its address bar has them. */
  readonly domain: string
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined
}

const nonceLifetimeMs = 10 * 60_000
const maxNonces = 10_000

/** Signs users in by plain SIWE: `GET /nonce`, then `POST /verify` with `{message, signature}`. */
export function createSiweServer({ domain, now = Date.now }: SiweServerOptions): Hono {
  const nonces = new Map<string, number>()

  return new Hono()
    .get('/nonce', (context) => {
      // The oldest come first.
      for (const [nonce, endsAt] of nonces) {
        if (endsAt > now() && nonces.size < maxNonces) break
        nonces.delete(nonce)
      }
      const nonce = generateNonce()
      nonces.set(nonce, now() + nonceLifetimeMs)
      return context.text(nonce, 200, { 'cache-control': 'no-store' })
    })
    .post('/verify', bodyLimit({ maxSize: 64 * 1024 }), async (context) => {
      try {
        const { message, signature } = await context.req.json()
        const siwe = new SiweMessage(message)
        const endsAt = nonces.get(siwe.nonce) ?? 0
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
