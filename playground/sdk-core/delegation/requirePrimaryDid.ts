import { principalDid } from '@openkey/protocol/session'
import { parsePkhDid, pkhDid } from '@openkey/protocol/siwe'
import { TinyCloudError } from '../tinyCloudError.ts'

/**
 * Requires the primary DID of a user, with its address in any case. A delegation to a session DID would be lost when
 * that session ends.
 * @returns the DID with its address in EIP-55
 * @throws {TinyCloudError} `delegatee_invalid`
 */
export function requirePrimaryDid(did: string): string {
  try {
    return pkhDid(parsePkhDid(principalDid(did)))
  } catch (cause) {
    const expected = 'a primary DID, did:pkh:eip155:<chain>:<address>: the other user’s `tc.did` after signIn()'
    throw new TinyCloudError('delegatee_invalid', 'Delegation failed: invalid delegatee', {
      details: { expected, received: did.slice(0, 256) },
      cause,
    })
  }
}
