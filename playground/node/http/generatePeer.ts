import { parseSpaceId } from '@openkey/protocol/siwe'
import { canonicalResource } from '../authority/canonicalResource.ts'
import { NodeError } from '../errors/nodeError.ts'
import { decodePercent } from './decodePercent.ts'

/** `GET /peer/generate/<space>`: the DID that a message must name for this node to host the space. */
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
