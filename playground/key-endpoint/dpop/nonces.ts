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
  const nonceOf = (window: number, secret: Uint8Array) =>
    createHmac('sha256', secret).update(String(window)).digest('base64url')
  const noncesOf = (window: number) => ({
    window,
    current: nonceOf(window, secrets[0]),
    accepted: secrets.flatMap((secret) => [nonceOf(window, secret), nonceOf(window - 1, secret)]),
  })

  let known: ReturnType<typeof noncesOf> | undefined
  /** Computes the nonces of a window once, because every response carries one. */
  const nonces = () => {
    const window = Math.floor(clock.now() / windowMs)
    if (known?.window !== window) known = noncesOf(window)
    return known
  }

  return {
    current: () => nonces().current,
    isFresh: (nonce) => equalsAny(nonce, nonces().accepted),
  }
}
