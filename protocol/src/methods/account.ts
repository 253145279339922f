/** The chosen key only: its EIP-55 address, the chain asked for, and the endpoint's id of the key. */
export type Account = { readonly address: string; readonly chainId: number; readonly keyId: string }
