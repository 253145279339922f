import * as z from 'zod/mini'

export const delegatedSchema = z.object({
  cid: z.string(),
  /** Spaces of the delegation that the node hosts. */
  activated: z.array(z.string()),
  /** Spaces of the delegation that nobody has asked the node to host. */
  skipped: z.array(z.string()),
})

/** A node's answer to a delegation. */
export type Delegated = z.infer<typeof delegatedSchema>
