import { privateKeyToAccount } from 'viem/accounts'
import type { Signer } from '../signer.ts'

/** The part of a viem account that signs. */
export type SigningAccount = {
  readonly address: string
  signMessage(parameters: { readonly message: string }): Promise<string>
}

export type Wallet = Signer & {
  /** Every message the wallet was asked to sign, in order. */
  readonly signed: readonly string[]
}

/** Creates a wallet on chain 1 that signs every message. */
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

export const alice = privateKeyToAccount(`0x${'11'.repeat(32)}`)
export const bob = privateKeyToAccount(`0x${'22'.repeat(32)}`)
