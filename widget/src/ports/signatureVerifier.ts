import type { Address } from '@openkey/protocol/siwe'

/** Recovers the signer of a message. Its code is large, so it is fetched while the user reads. */
export type SignatureVerifier = {
  /** Starts fetching; a failure shows at {@link SignatureVerifier.recover}. */
  preload(): void
  /** @throws {OpenKeyError} `signature_invalid` for anything but a strict 65-byte signature */
  recover(message: string, signature: `0x${string}`): Promise<Address>
}
