import { OpenKeyError } from '@openkey/protocol'
import type { Address } from '@openkey/protocol/siwe'
import type { SignRequest } from './signRequest.ts'

/**
 * S5: the message names the selected key, in its EIP-55 spelling. Must only run after the user's first gesture: its
 * answer depends on who is signed in (S8).
 * @throws {OpenKeyError} `address_mismatch`, without the key's address: a host may not know it
 */
export function checkAccount({ siwe }: SignRequest, key: { readonly address: Address }): void {
  if (siwe.address === key.address) return
  throw new OpenKeyError('address_mismatch', 'The message is for another account than the selected one.', {
    details: { field: 'address', received: siwe.address },
  })
}
