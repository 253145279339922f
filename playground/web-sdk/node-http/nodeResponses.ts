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

export const delegatedSchema = z.object({
  cid: z.string(),
  /** Spaces of the delegation that the node hosts. */
  activated: z.array(z.string()),
  /** Spaces of the delegation that nobody has asked the node to host. */
  skipped: z.array(z.string()),
})

/** A node's answer to a delegation. */
export type Delegated = z.infer<typeof delegatedSchema>

/** An encryption network as a node describes it. */
const networkDescriptorSchema = z.object({
  networkId: z.string(),
  ownerDid: z.string(),
  name: z.string(),
  state: z.string(),
  /** Base64 of an X25519 key, 32 bytes. */
  publicEncryptionKey: z.string(),
  alg: z.string(),
  keyVersion: z.int(),
})

export type NetworkDescriptor = z.infer<typeof networkDescriptorSchema>

export const networkAnswerSchema = z.object({ descriptor: networkDescriptorSchema })
