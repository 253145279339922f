/**
 * Signs a text as `personal_sign` does (EIP-191): 65 bytes r ‖ s ‖ v, v 27 or 28, low s, nonce by RFC 6979.
 * @param privateKey 32 bytes, secp256k1. The caller wipes it
 * @throws {RangeError} for a key outside the curve's range
 */
export type PersonalSigner = (message: string, privateKey: Uint8Array) => `0x${string}`
