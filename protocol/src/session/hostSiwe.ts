import { toChecksumAddress } from '../siwe/address.ts'
import { encodeRecap } from '../siwe/encodeRecap.ts'
import { formatSiweMessage } from '../siwe/formatSiweMessage.ts'
import { parseKeyDid } from '../siwe/keyDid.ts'
import { recapStatement } from '../siwe/recapStatement.ts'
import { parseSpaceId } from '../siwe/spaceId.ts'
import { unlimited } from './attenuations.ts'
import { generateNonce } from './generateNonce.ts'

export type HostSiweOptions = {
  /** The space's owner, in any case of letters. */
  readonly address: string
  readonly chainId: number
  readonly domain: string
  /** RFC 3339 */
  readonly issuedAt: string
  /** @default 17 random letters and digits */
  readonly nonce?: string | undefined
  readonly spaceId: string
  /** did:key the node answers for this space. */
  readonly peerId: string
}

/**
 * Makes the SIWE message by which an owner lets a node host a space. It does not expire.
 * @throws {OpenKeyError} `invalid_params`, `siwe_malformed`
 */
export function hostSiwe(options: HostSiweOptions): string {
  const { address, chainId, domain, issuedAt, nonce = generateNonce(), spaceId, peerId } = options
  parseSpaceId(spaceId)
  parseKeyDid(peerId)
  const recap = { att: unlimited([{ resource: `${spaceId}/space`, ability: 'tinycloud.space/host' }]), prf: [] }
  return formatSiweMessage({
    domain,
    address: toChecksumAddress(address),
    statement: recapStatement(recap),
    uri: peerId,
    version: '1',
    chainId,
    nonce,
    issuedAt,
    resources: [encodeRecap(recap)],
  })
}
