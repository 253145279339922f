import {
  type Capability,
  listCapabilities,
  parseSiweMessage,
  parseTimestamp,
  readRecap,
  readRecipient,
  readRevokedDelegation,
} from '@openkey/protocol/siwe'
import type { SignRequest } from './signRequest.ts'

/**
 * Reads a message to sign. Accepts only a canonical SIWE message (S1, S3), and a ReCap only when the
 * statement says exactly what it grants (S4).
 * @throws {OpenKeyError} `message_too_large`, `siwe_malformed`, `siwe_not_canonical`, `siwe_uri_mismatch`,
 * `recap_malformed`, `recap_statement_mismatch`
 */
export function readSignRequest(message: string): SignRequest {
  const siwe = parseSiweMessage(message)
  const recap = readRecap(siwe)
  const capabilities = recap === undefined ? [] : listCapabilities(recap)
  const recipient = recap && readRecipient(siwe)
  const revoked = recap === undefined ? readRevokedDelegation(siwe) : undefined
  const expiresAt = siwe.expirationTime === undefined ? undefined : parseTimestamp(siwe.expirationTime)
  const kind = kindOf({ capabilities, recipient, revoked })
  return { message, siwe, recap, capabilities, kind, recipient, revoked, expiresAt }
}

function kindOf(read: Pick<SignRequest, 'capabilities' | 'recipient' | 'revoked'>): SignRequest['kind'] {
  const { capabilities, recipient, revoked } = read
  if (recipient === undefined) return revoked === undefined ? 'plain' : 'revocation'
  if (recipient.kind === 'user') return 'user'
  return capabilities.length > 0 && capabilities.every(isHosting) ? 'host' : 'session'
}

/** Hosting of a space, or of an orbit of the older generation. */
function isHosting({ ability, space, service, orbit }: Capability): boolean {
  if (orbit !== undefined) return ability === 'orbit/host'
  return ability === 'tinycloud.space/host' && space !== undefined && service === 'space'
}
