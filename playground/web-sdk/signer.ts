/** What the client asks of a wallet. Any wallet library adapts to it in a few lines. */
export type Signer = {
  getAddress(): Promise<string>
  getChainId(): Promise<number>
  /** EIP-191 `personal_sign` over the UTF-8 bytes of `message`; resolves to 65 bytes as `0x` hex. */
  signMessage(message: string): Promise<string>
}
