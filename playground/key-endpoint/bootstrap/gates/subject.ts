import type { Address } from '@openkey/protocol/siwe'

/** Whose account a message is about, as the message itself says. */
export type Subject = {
  /** EIP-55 */
  readonly address: Address
  readonly chainId: number
  /** Milliseconds since 1970; `undefined` for a message without end. */
  readonly expiresAt: number | undefined
}
