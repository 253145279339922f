import * as z from 'zod/mini'

/** Protocol version of this client. The node's version must be equal. */
export const nodeProtocolVersion = 1

export const nodeInfoSchema = z.object({
  protocol: z.int(),
  version: z.string(),
  /** DID of the node. Missing in older nodes. */
  nodeId: z.optional(z.string()),
})

export type NodeInfo = z.infer<typeof nodeInfoSchema>

export const delegatedSchema = z.object({
  cid: z.string(),
  /** Spaces of the delegation that the node hosts. */
  activated: z.array(z.string()),
  /** Spaces of the delegation that the node does not host. */
  skipped: z.array(z.string()),
})

/** Response of `POST /delegate`. */
export type Delegated = z.infer<typeof delegatedSchema>

/** Descriptor of an encryption network. */
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
