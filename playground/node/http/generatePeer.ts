import { parseSpaceId } from '@openkey/protocol/siwe'
import { canonicalResource } from '../authority/canonicalResource.ts'
import { NodeError } from '../errors/nodeError.ts'
import { decodePercent } from './readBody.ts'

/** Handles `GET /peer/generate/<space>`: returns the DID that a hosting message for the space must name. */
export function generatePeer(url: string, peerId: (space: string) => string): Response {
  const space = canonicalResource(decodePercent(new URL(url).pathname.slice('/peer/generate/'.length)) ?? '')
  if (!isSpaceId(space)) throw new NodeError('space_malformed')
  return new Response(peerId(space), { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

function isSpaceId(text: string): boolean {
  try {
    parseSpaceId(text)
    return true
  } catch {
    return false
  }
}
