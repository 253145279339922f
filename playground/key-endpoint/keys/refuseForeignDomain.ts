import { parseSiweMessage } from '@openkey/protocol/siwe'
import { HttpError } from '../http/httpError.ts'

/**
 * A session that a passkey opened in a frame signs for the page around that frame and no other: the message must be a
 * SIWE of its domain. On loopback the host without its port passes too, as clients there write it.
 * @throws {HttpError} 403
 */
export function refuseForeignDomain(message: string, topOrigin: string): void {
  const { host, hostname, protocol } = new URL(topOrigin)
  const { domain, scheme } = parse(message) ?? {}
  const isLoopback = protocol === 'http:'
  const isOwnDomain = domain === host || (isLoopback && domain === hostname)
  const isOwnScheme = scheme === undefined || `${scheme}:` === protocol
  if (!isOwnDomain || !isOwnScheme) throw new HttpError(403, `This session signs for ${host} only`)
}

function parse(message: string) {
  try {
    return parseSiweMessage(message)
  } catch {
    return undefined
  }
}
