import { OpenKeyError, type Origin } from '@openkey/protocol'
import type { SignRequest } from './signRequest.ts'

/**
 * S4, for a message without ReCap: its URI lies within the bound origin, so that it cannot stand for a sign-in
 * elsewhere. With a ReCap the URI is the recipient, and in a revocation the delegation. Reading the message has checked
 * both.
 * @throws {OpenKeyError} `siwe_uri_mismatch`
 */
export function checkUri({ siwe: { uri }, kind }: SignRequest, boundOrigin: Origin): void {
  if (kind !== 'plain') return
  // Compared as text: URL parsing forgives backslashes, missing slashes, user names and default ports.
  if (uri === boundOrigin || ['/', '?', '#'].some((next) => uri.startsWith(`${boundOrigin}${next}`))) return
  throw new OpenKeyError('siwe_uri_mismatch', `The URI of the message is not within ${boundOrigin}.`, {
    details: { field: 'URI', expected: boundOrigin, received: uri.slice(0, 256) },
  })
}
