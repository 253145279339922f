import type { Signer } from '../signer.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { TinyCloudWebOptions } from '../tinyCloudWebOptions.ts'

/** What every message to the wallet needs. */
export type Signing = {
  readonly signer: Signer
  readonly domain: string
  /** Longest life of a session. */
  readonly lifetimeMs: number
  readonly now: () => number
}

/**
 * What a client that is set up so signs with.
 * @throws {TinyCloudError} `signer_missing`, from the function that is returned
 */
export function createSigning(
  { signer, domain, sessionExpirationMs: lifetimeMs = 3_600_000 }: TinyCloudWebOptions,
  now: () => number,
): () => Signing {
  return () => {
    if (!signer) throw new TinyCloudError('signer_missing', 'This needs a wallet: pass `signer`.')
    return { signer, domain: domain ?? globalThis.location.host, lifetimeMs, now }
  }
}
