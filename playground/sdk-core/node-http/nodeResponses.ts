import * as z from 'zod/mini'

/** Protocol version of this client. The node's version must be equal. */
export const nodeProtocolVersion = 1

export type NodeInfo = {
  protocol: number
  version: string
  /** DID of the node. Missing in older nodes. */
  nodeId?: string | undefined
}

export const nodeInfoSchema: z.ZodMiniType<NodeInfo> = z.object({
  protocol: z.int(),
  version: z.string(),
  nodeId: z.optional(z.string()),
})

/** Response of `POST /delegate`. */
export type Delegated = {
  cid: string
  /** Spaces of the delegation that the node hosts. */
  activated: string[]
  /** Spaces of the delegation that the node does not host. */
  skipped: string[]
}

export const delegatedSchema: z.ZodMiniType<Delegated> = z.object({
  cid: z.string(),
  activated: z.array(z.string()),
  skipped: z.array(z.string()),
})

/** Descriptor of an encryption network. */
export type NetworkDescriptor = {
  networkId: string
  ownerDid: string
  name: string
  state: string
  /** Base64 of an X25519 key, 32 bytes. */
  publicEncryptionKey: string
  alg: string
  keyVersion: number
}

const networkDescriptorSchema: z.ZodMiniType<NetworkDescriptor> = z.object({
  networkId: z.string(),
  ownerDid: z.string(),
  name: z.string(),
  state: z.string(),
  publicEncryptionKey: z.string(),
  alg: z.string(),
  keyVersion: z.int(),
})

export const networkAnswerSchema = z.object({ descriptor: networkDescriptorSchema })
