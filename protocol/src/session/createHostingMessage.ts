import { toChecksumAddress } from '../siwe/identifiers/address.ts'
import { parseKeyDid } from '../siwe/identifiers/keyDid.ts'
import { parseSpaceId } from '../siwe/identifiers/spaceId.ts'
import { formatSiweMessage } from '../siwe/message/formatSiweMessage.ts'
import { encodeRecap } from '../siwe/recap/encodeRecap.ts'
import { recapStatement } from '../siwe/recap/recapStatement.ts'
import { withoutCaveats } from './attenuations.ts'
import { generateNonce } from './nonce.ts'

export type HostingMessageOptions = {
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
export function createHostingMessage(options: HostingMessageOptions): string {
  const { address, chainId, domain, issuedAt, nonce = generateNonce(), spaceId, peerId } = options
  parseSpaceId(spaceId)
  parseKeyDid(peerId)
  const recap = { att: withoutCaveats([{ resource: `${spaceId}/space`, ability: 'tinycloud.space/host' }]), prf: [] }
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
