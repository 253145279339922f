/** A wallet. Any wallet library can be adapted to this type in a few lines. */
export type Signer = {
  getAddress(): Promise<string>
  getChainId(): Promise<number>
  /** Signs the UTF-8 bytes of `message` with `personal_sign` (EIP-191). Resolves to 65 bytes as `0x` hex. */
  signMessage(message: string): Promise<string>
}
