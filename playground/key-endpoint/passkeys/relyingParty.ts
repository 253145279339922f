import type { Embedding } from './embeddingPolicy.ts'

/** Who asks for a passkey, and from where. */
export type RelyingParty = {
  readonly rpId: string
  readonly widgetOrigin: string
  readonly embedding: Embedding
}
