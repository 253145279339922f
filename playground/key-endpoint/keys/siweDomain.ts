import { isDomainOf } from '@openkey/protocol'
import { parseSiweMessage, type SiweMessage } from '@openkey/protocol/siwe'
import { HttpError } from '../http/httpError.ts'

/**
 * Checks that a message is a SIWE message (EIP-4361) for this page. A session that a passkey opened in a frame signs
 * only for the page around that frame.
 * @throws {HttpError} 403
 */
export function assertDomainMatches(message: string, topOrigin: string): void {
  const siwe = tryParseSiwe(message)
  if (siwe === undefined || !isForPage(siwe, topOrigin)) {
    throw new HttpError(403, `This session signs for ${new URL(topOrigin).host} only`)
  }
}

/** Checks that domain and scheme of a message belong to this origin. */
export function isForPage({ domain, scheme }: SiweMessage, origin: string): boolean {
  return isDomainOf(domain, origin) && (scheme === undefined || origin.startsWith(`${scheme}://`))
}

/** @returns `undefined` for any text that is not a SIWE message */
export function tryParseSiwe(message: string): SiweMessage | undefined {
  try {
    return parseSiweMessage(message)
  } catch {
    return undefined
  }
}
