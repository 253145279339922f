import { principalDid } from '@openkey/protocol/session'
import { parsePkhDid, pkhDid } from '@openkey/protocol/siwe'
import { TinyCloudError } from '../tinyCloudError.ts'

/**
 * A user is named by a primary DID, its address in any case of letters. The DID of a session ends with it, and what was
 * delegated to it would be lost.
 * @returns it in the EIP-55 spelling
 * @throws {TinyCloudError} `delegatee_invalid`
 */
export function requirePrimaryDid(did: string): string {
  try {
    return pkhDid(parsePkhDid(principalDid(did)))
  } catch (cause) {
    const why = did.startsWith('did:key:')
      ? 'This is the DID of a session, which ends with it.'
      : 'A user is named by `did:pkh:eip155:<chain>:<address>`.'
    throw new TinyCloudError(
      'delegatee_invalid',
      `Delegation failed: invalid delegatee. ${why} Use the other user’s \`tc.did\` as it is after signIn().`,
      { details: { received: did.slice(0, 256) }, cause },
    )
  }
}
