import { TinyCloudError } from '../tinyCloudError.ts'
import type { Signer, TinyCloudWebOptions } from '../tinyCloudWebOptions.ts'

/** What is needed to write a message and have the wallet sign it. */
export type Signing = {
  readonly signer: Signer
  readonly domain: string
  /** Lifetime of a session, in milliseconds. */
  readonly lifetimeMs: number
  readonly now: () => number
}

/**
 * Creates a function that returns what a client with these options signs with.
 * @throws {TinyCloudError} `signer_missing`, from the returned function
 */
export function createSigning(
  { signer, domain, sessionExpirationMs: lifetimeMs = 3_600_000 }: TinyCloudWebOptions,
  now: () => number,
): () => Signing {
  return () => {
    if (!signer) throw new TinyCloudError('signer_missing', 'This operation needs a wallet: pass `signer`.')
    return { signer, domain: domain ?? globalThis.location.host, lifetimeMs, now }
  }
}
