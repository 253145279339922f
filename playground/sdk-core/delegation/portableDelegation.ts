import {
  type Attenuations,
  type AuthorizationHeader,
  decodeAuthorization,
  isUcanDelegation,
  principalDid,
  verifyUcanSignature,
} from '@openkey/protocol/session'
import { canonicalId, formatSpaceId, listCapabilities } from '@openkey/protocol/siwe'
import * as z from 'zod/mini'
import { TinyCloudError } from '../tinyCloudError.ts'

/**
 * A delegation as JSON, which may be sent over any channel. It contains no secret: only the delegatee can use it. The
 * receiving client relies on the signed token only.
 */
export type PortableDelegation = {
  version: '1.0'
  /** Node that stores the delegation. */
  host: string
  delegationCid: string
  delegationHeader: { Authorization: string }
  /** The delegatee: a primary DID, or the DID of one session. */
  delegateDID: string
  /** Space of the delegated resources. */
  spaceId: string
  /** Prefix of the delegator's keys. */
  kvPrefix: string
  /** ISO 8601. */
  expiresAt: string
}

export const portableDelegationSchema: z.ZodMiniType<PortableDelegation> = z.object({
  version: z.literal('1.0'),
  host: z.string(),
  delegationCid: z.string(),
  delegationHeader: z.object({ Authorization: z.string() }),
  delegateDID: z.string(),
  spaceId: z.string(),
  kvPrefix: z.string(),
  expiresAt: z.string(),
})

/** The content of a delegation's signed token. */
export type ReadDelegation = {
  readonly header: AuthorizationHeader
  readonly cid: string
  /** Without fragment. */
  readonly delegateDID: string
  readonly att: Attenuations
  /** Space of the delegated resources. */
  readonly spaceId: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  readonly host: string
  readonly kvPrefix: string
}

/**
 * Reads a delegation from another user. Verifies the signed token and requires the other fields to agree with it.
 * @throws {TinyCloudError} `delegation_invalid`
 */
export function readPortableDelegation(value: unknown): ReadDelegation {
  try {
    const portable = portableDelegationSchema.parse(value)
    const { Authorization } = portable.delegationHeader
    const decoded = decodeAuthorization(Authorization)
    if (decoded.type !== 'ucan' || !isUcanDelegation(decoded.ucan))
      throw new Error('The token is not a UCAN delegation.')
    if (!verifyUcanSignature(decoded.ucan)) throw new Error('The signature of the token is invalid.')
    const { aud, exp } = decoded.ucan.payload
    const att = canonicalAttenuations(decoded.ucan.payload.att)
    const delegateDID = principalDid(aud)
    const [spaceId, ...others] = new Set(listCapabilities({ att, prf: [] }).map(spaceOf))
    if (spaceId === undefined || others.length > 0) throw new Error('The token must name exactly one space.')
    const isSame =
      portable.delegationCid === decoded.cid &&
      principalDid(portable.delegateDID) === delegateDID &&
      canonicalId(portable.spaceId) === spaceId &&
      Date.parse(portable.expiresAt) === exp * 1_000
    if (!isSame) throw new Error('The fields of the delegation do not match its token.')
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

/** @throws {Error} if the token names one resource in two spellings */
function canonicalAttenuations(att: Attenuations): Attenuations {
  const entries = Object.entries(att).map(([resource, abilities]) => [canonicalId(resource), abilities] as const)
  const canonical = new Map(entries)
  if (canonical.size < entries.length) throw new Error('The token must name each resource once.')
  return Object.fromEntries(canonical)
}

function spaceOf({ space }: ReturnType<typeof listCapabilities>[number]): string | undefined {
  return space && formatSpaceId(space)
}
