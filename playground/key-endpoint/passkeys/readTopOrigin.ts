import { decodeClientDataJSON } from '@simplewebauthn/server/helpers'
import { type Embedding, mayEmbed } from './embeddingPolicy.ts'
import { passkeyRefused } from './passkeyRefused.ts'

/**
 * The page around the frame, as the browser wrote it into the client data of a ceremony (WebAuthn Level 3, 5.8.1).
 * Absent outside a frame, and in browsers that do not tell. The authenticator's signature covers it, so it can be
 * believed once the ceremony verifies.
 * @throws {HttpError} 400 when the policy does not let that page embed, or the client data cannot be read
 */
export function readTopOrigin(clientDataJSON: string, embedding: Embedding): string | undefined {
  const topOrigin: unknown = decode(clientDataJSON).topOrigin
  if (topOrigin === undefined) return undefined
  if (typeof topOrigin !== 'string' || !mayEmbed(embedding, topOrigin)) throw passkeyRefused()
  return topOrigin
}

function decode(clientDataJSON: string) {
  try {
    return decodeClientDataJSON(clientDataJSON)
  } catch {
    throw passkeyRefused()
  }
}
