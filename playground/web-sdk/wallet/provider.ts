/** The part of an EIP-1193 provider that signs a user in. */
export type Eip1193Provider = {
  request(call: { readonly method: string; readonly params?: readonly unknown[] }): Promise<unknown>
}

/** A wallet that announced itself on this page ([EIP-6963](https://eips.ethereum.org/EIPS/eip-6963)). */
export type AnnouncedProvider = {
  readonly info: {
    readonly uuid: string
    readonly name: string
    /** Data URI of a square image. */
    readonly icon: string
    /** Reverse domain name, such as `io.metamask`. */
    readonly rdns: string
  }
  readonly provider: Eip1193Provider
}

export function isProvider(value: unknown): value is Eip1193Provider {
  return (
    (typeof value === 'object' || typeof value === 'function') &&
    value !== null &&
    'request' in value &&
    typeof value.request === 'function'
  )
}
