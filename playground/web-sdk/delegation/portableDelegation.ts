import * as z from 'zod/mini'

export const portableDelegationSchema = z.object({
  version: z.literal('1.0'),
  /** Node that holds the delegation. */
  host: z.string(),
  delegationCid: z.string(),
  delegationHeader: z.object({ Authorization: z.string() }),
  /** Who may use it: a primary DID, or the DID of one session. */
  delegateDID: z.string(),
  /** Space it is about. */
  spaceId: z.string(),
  /** Goes before the keys of the one who gave it. */
  kvPrefix: z.string(),
  /** ISO 8601. */
  expiresAt: z.string(),
})

/**
 * A delegation to hand over, by any channel: plain JSON, and no secret. Only its delegate can use it. Whoever receives
 * one relies on the signed token in it and on nothing that stands beside it.
 */
export type PortableDelegation = z.infer<typeof portableDelegationSchema>
