import { isLoopback } from '@openkey/protocol'

/** The relying party of all passkeys (WebAuthn Level 3, 4), and where its ceremonies may run. */
export type RelyingParty = {
  readonly rpId: string
  readonly widgetOrigin: string
  readonly embedding: Embedding
}

/** The pages that may embed the frame in which a passkey is used: any page, or exactly these origins. */
export type Embedding = { readonly allow: 'any' | readonly string[] }

/**
 * Checks that a passkey may be used in a frame on this page. `any` means any https origin, and http on loopback.
 * @param origin as a browser serialises it
 */
export function isEmbeddingAllowed({ allow }: Embedding, origin: string): boolean {
  if (allow !== 'any') return allow.includes(origin)
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  if (url === undefined || url.origin !== origin) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}
