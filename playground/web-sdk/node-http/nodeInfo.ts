import * as z from 'zod/mini'

/** Version of the node protocol this client speaks; the node's must be equal. */
export const nodeProtocolVersion = 1

export const nodeInfoSchema = z.object({
  protocol: z.int(),
  version: z.string(),
  /** DID of the node. Older ones do not say it. */
  nodeId: z.optional(z.string()),
})

export type NodeInfo = z.infer<typeof nodeInfoSchema>
