import * as z from 'zod/mini'

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
