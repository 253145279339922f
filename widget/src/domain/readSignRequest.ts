import { type Capability, listCapabilities, parseSiweMessage, parseTimestamp, readRecap } from '@openkey/protocol/siwe'
import type { SignRequest } from './signRequest.ts'

/**
 * Reads what is to be signed. Only a canonical SIWE message gets through (S1, S3), and a ReCap only when the
 * statement says exactly what it grants (S4).
 * @throws {OpenKeyError} `message_too_large`, `siwe_malformed`, `siwe_not_canonical`, `siwe_uri_mismatch`,
 * `recap_malformed`, `recap_statement_mismatch`
 */
export function readSignRequest(message: string): SignRequest {
  const siwe = parseSiweMessage(message)
  const recap = readRecap(siwe)
  const capabilities = recap === undefined ? [] : listCapabilities(recap)
  const expiresAt = siwe.expirationTime === undefined ? undefined : parseTimestamp(siwe.expirationTime)
  return { message, siwe, recap, capabilities, kind: kindOf(recap !== undefined, capabilities), expiresAt }
}

function kindOf(hasRecap: boolean, capabilities: readonly Capability[]): SignRequest['kind'] {
  if (!hasRecap) return 'plain'
  return capabilities.length > 0 && capabilities.every(isHosting) ? 'host' : 'session'
}

function isHosting({ ability, space, service }: Capability): boolean {
  return ability === 'tinycloud.space/host' && space !== undefined && service === 'space'
}
