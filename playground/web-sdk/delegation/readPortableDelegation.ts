import {
  type Attenuations,
  type AuthorizationHeader,
  decodeAuthorization,
  isUcanDelegation,
  principalDid,
  verifyUcanSignature,
} from '@openkey/protocol/session'
import { formatSpaceId, listCapabilities } from '@openkey/protocol/siwe'
import { TinyCloudError } from '../tinyCloudError.ts'
import { portableDelegationSchema } from './portableDelegation.ts'

/** What the signed token of a delegation says. */
export type ReadDelegation = {
  readonly header: AuthorizationHeader
  readonly cid: string
  /** Without fragment. */
  readonly delegateDID: string
  readonly att: Attenuations
  /** The one space it is about. */
  readonly spaceId: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  readonly host: string
  readonly kvPrefix: string
}

/**
 * Reads a delegation that came from somebody else. Signature, CID, delegate, space and end are taken from the token; what
 * is written beside it must agree.
 * @throws {TinyCloudError} `delegation_invalid`
 */
export function readPortableDelegation(value: unknown): ReadDelegation {
  try {
    const portable = portableDelegationSchema.parse(value)
    const { Authorization } = portable.delegationHeader
    const decoded = decodeAuthorization(Authorization)
    if (decoded.type !== 'ucan' || !isUcanDelegation(decoded.ucan)) throw new Error('It is no delegation by UCAN.')
    if (!verifyUcanSignature(decoded.ucan)) throw new Error('Its signature is wrong.')
    const { att, aud, exp } = decoded.ucan.payload
    const delegateDID = principalDid(aud)
    const [spaceId, ...others] = new Set(listCapabilities({ att, prf: [] }).map(spaceOf))
    if (spaceId === undefined || others.length > 0) throw new Error('It is not about one space.')
    const isSame =
      portable.delegationCid === decoded.cid &&
      principalDid(portable.delegateDID) === delegateDID &&
      portable.spaceId === spaceId &&
      Date.parse(portable.expiresAt) === exp * 1_000
    if (!isSame) throw new Error('What is written beside the token is not what it says.')
    const { host, kvPrefix } = portable
    return {
      header: { Authorization },
      cid: decoded.cid,
      delegateDID,
      att,
      spaceId,
      expiresAt: exp * 1_000,
      host,
      kvPrefix,
    }
  } catch (cause) {
    throw new TinyCloudError('delegation_invalid', 'The delegation cannot be read.', { cause })
  }
}

function spaceOf({ space }: ReturnType<typeof listCapabilities>[number]): string | undefined {
  return space && formatSpaceId(space)
}
