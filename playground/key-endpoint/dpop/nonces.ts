import { createHmac } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { type AcceptedSecrets, equalsAny } from '../sealing/secrets.ts'

const windowMs = 150_000

export type Nonces = {
  /** What the next proof shall carry. */
  readonly current: () => string
  /** Whether this endpoint gave the nonce out within the last two and a half to five minutes. */
  readonly isFresh: (nonce: string) => boolean
}

/**
 * Nonces that prove a proof was made a moment ago (RFC 9449, 8), without a memory of them: each stands for a stretch of
 * time under a key derived from the endpoint's secret. All replicas give out and accept the same ones.
 */
export function createNonces({ secrets, clock }: { readonly secrets: AcceptedSecrets; readonly clock: Clock }): Nonces {
  const nonceOf = (position: number, secret = secrets[0]) =>
    createHmac('sha256', secret).update(String(position)).digest('base64url')
  const position = () => Math.floor(clock.now() / windowMs)

  return {
    current: () => nonceOf(position()),
    isFresh(nonce) {
      const positions = [position(), position() - 1]
      return equalsAny(
        nonce,
        secrets.flatMap((secret) => positions.map((one) => nonceOf(one, secret))),
      )
    },
  }
}
