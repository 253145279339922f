import type { Signer } from '../signer.ts'

/** The part of a viem account that signs. */
export type SigningAccount = {
  readonly address: string
  signMessage(parameters: { readonly message: string }): Promise<string>
}

export type Wallet = Signer & {
  /** Every message it was asked to sign, in order. */
  readonly signed: readonly string[]
}

/** A wallet that says yes, on chain 1. */
export function walletOf(account: SigningAccount): Wallet {
  const signed: string[] = []
  return {
    signed,
    getAddress: async () => account.address,
    getChainId: async () => 1,
    signMessage: (message) => {
      signed.push(message)
      return account.signMessage({ message })
    },
  }
}
