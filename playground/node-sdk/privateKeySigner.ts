import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { Signer } from '../sdk-core/signer.ts'
import { TinyCloudError } from '../sdk-core/tinyCloudError.ts'

/**
 * Creates a wallet on chain 1 from a private key, with or without `0x`.
 * @throws {TinyCloudError} `option_invalid`. Neither the message nor `cause` contains the key
 */
export function privateKeySigner(privateKey: string): Signer {
  const account = readAccount(privateKey)
  return {
    getAddress: async () => account.address,
    getChainId: async () => 1,
    signMessage: (message) => account.signMessage({ message }),
  }
}

function readAccount(privateKey: string): PrivateKeyAccount {
  const [, digits] = /^(?:0x)?([0-9a-f]{64})$/i.exec(privateKey.trim()) ?? []
  try {
    if (digits !== undefined) return privateKeyToAccount(`0x${digits}`)
  } catch {
    // A key outside the range of the curve. The library's error may quote it.
  }
  throw new TinyCloudError(
    'option_invalid',
    'The option “privateKey” of TinyCloudNode must be a private key, 64 hex digits.',
    { details: { received: 'privateKey', expected: 'a private key, 64 hex digits' } },
  )
}
