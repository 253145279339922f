import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Nonces that the server need not store: each contains its time, and a MAC over it and the browser. */
export type Nonces = {
  /** Returns a nonce for a browser, of letters and digits as EIP-4361 requires. */
  issue(browser: string): string
  /** @throws {Error} unless the nonce was issued to this browser, has not expired and was not used here */
  use(nonce: string, browser: string | undefined): void
}

const lifetimeMs = 10 * 60_000

/** Nonces that are remembered as used. Only the browser of a nonce could use one again. */
const maxUsed = 10_000

export function createNonces({ secret, now }: { readonly secret: Uint8Array; readonly now: () => number }): Nonces {
  const used = new Set<string>()
  const macOf = (start: string, browser: string) =>
    createHmac('sha256', secret).update(`${start} ${browser}`).digest('hex').slice(0, 32)

  const remember = (nonce: string) => {
    const [oldest] = used
    if (used.size === maxUsed && oldest !== undefined) used.delete(oldest)
    used.add(nonce)
  }

  return {
    issue(browser) {
      const start = (now() + lifetimeMs).toString(16).padStart(12, '0') + randomBytes(8).toString('hex')
      return start + macOf(start, browser)
    },
    use(nonce, browser) {
      const [, start = '', endsAt = '', mac = ''] = /^(([0-9a-f]{12})[0-9a-f]{16})([0-9a-f]{32})$/.exec(nonce) ?? []
      const isOurs = start !== '' && timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(start, browser ?? '')))
      if (browser === undefined || !isOurs) throw new Error('The nonce is unknown, or was issued to another browser.')
      if (Number.parseInt(endsAt, 16) <= now() || used.has(nonce)) throw new Error('The nonce is used or expired.')
      // A nonce is valid for one attempt, whatever its outcome.
      remember(nonce)
    },
  }
}
