import { type Authorization, decodeAuthorization } from '@openkey/protocol/session'
import { NodeError } from '../errors/nodeError.ts'
import { maxAuthorizationLength } from '../limits.ts'

/** A decoded `Authorization` value beside its text. Nothing in it is verified yet. */
export type Credential = Authorization & { readonly raw: string }

/** Reads the `Authorization` header: base64url of a CACAO, or the text of a UCAN. There is no scheme word. */
export function readCredential(headers: Headers): Credential {
  const raw = headers.get('authorization')
  if (raw === null || raw === '') throw new NodeError('header_missing')
  if (raw.length > maxAuthorizationLength) throw new NodeError('header_too_large')
  try {
    return { ...decodeAuthorization(raw), raw }
  } catch (cause) {
    throw new NodeError('header_undecodable', undefined, { cause })
  }
}
