import { createHmac } from 'node:crypto'
import type { WallClock } from '@openkey/protocol'
import { type AcceptedSecrets, equalsAny } from '../sealing/secrets.ts'

const windowMs = 150_000

export type Nonces = {
  /** Returns the nonce for the next proof. */
  readonly current: () => string
  /** Checks that this endpoint issued the nonce within the last two and a half to five minutes. */
  readonly isFresh: (nonce: string) => boolean
}

/**
 * Creates DPoP nonces (RFC 9449, 8), which prove that a proof is recent. A nonce is an HMAC of the current time window,
 * so nothing is stored and all replicas issue and accept the same nonces.
 */
export function createNonces({
  secrets,
  clock,
}: {
  readonly secrets: AcceptedSecrets
  readonly clock: WallClock
}): Nonces {
  const nonceOf = (window: number, secret = secrets[0]) =>
    createHmac('sha256', secret).update(String(window)).digest('base64url')
  const currentWindow = () => Math.floor(clock.now() / windowMs)

  return {
    current: () => nonceOf(currentWindow()),
    isFresh(nonce) {
      const windows = [currentWindow(), currentWindow() - 1]
      return equalsAny(
        nonce,
        secrets.flatMap((secret) => windows.map((window) => nonceOf(window, secret))),
      )
    },
  }
}
