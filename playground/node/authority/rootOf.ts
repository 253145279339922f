import type { Capability } from '@openkey/protocol/siwe'

/** The DID that holds a capability by itself: the owner of the space or of the encryption network. */
export function rootOf({ space, network }: Capability): string | undefined {
  return space?.did ?? network?.did
}
