import { type Address, toChecksumAddress } from '@openkey/protocol/siwe'
import type { Signer } from '../signer.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import { requestSignature, type SignPurpose, type SignStrategy } from './signStrategy.ts'

/** Everything that is needed to write a message and have the owner sign it. */
export type Signing = {
  /** Reads the account from the wallet. */
  readonly account: () => Promise<{ readonly address: Address; readonly chainId: number }>
  /**
   * Has a message signed, unchanged. The purpose is for the party that decides about the signature.
   * @throws the wallet's own error, unchanged
   */
  readonly sign: (message: string, purpose: SignPurpose) => Promise<string>
  /** The account, if it can be read without a prompt. */
  readonly knownAddress: () => Promise<Address | undefined>
  readonly domain: string
  /** Lifetime of a session, in milliseconds. */
  readonly lifetimeMs: number
  readonly now: () => number
}

export type SigningOptions = {
  readonly signer?: Signer | undefined
  readonly signStrategy?: SignStrategy | undefined
  readonly sessionExpirationMs?: number | undefined
  readonly domain: () => string
  readonly now: () => number
}

/**
 * Creates a function that returns what a client with these options signs with.
 * @throws {TinyCloudError} `signer_missing`, from the returned function
 */
export function createSigning(options: SigningOptions): () => Signing {
  const { signer, signStrategy = 'ask', domain, sessionExpirationMs: lifetimeMs = 3_600_000, now } = options
  return () => {
    if (!signer) {
      throw new TinyCloudError(
        'signer_missing',
        'This client is session-only: it can use delegations, but without a wallet it cannot sign in.',
      )
    }
    const account = async () => ({
      address: toChecksumAddress(await signer.getAddress()),
      chainId: await signer.getChainId(),
    })
    return {
      account,
      sign: (message, purpose) => requestSignature(signStrategy, signer, { account, message, type: 'siwe', purpose }),
      knownAddress: async () => (signStrategy === 'auto' ? (await account()).address : undefined),
      domain: domain(),
      lifetimeMs,
      now,
    }
  }
}
