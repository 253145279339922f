import { NodeError } from '../../errors/nodeError.ts'
import type { Guard } from '../../storage/kvStore.ts'
import { isEtag } from './etag.ts'

/**
 * Reads what a put or del wants of the present value: `If-None-Match: *` that there is none, `If-Match: "blake3-…"` that
 * it is this one. Nothing else is understood, and a condition that is not understood must not be passed over.
 */
export function readPrecondition(headers: Headers): Guard | undefined {
  const ifMatch = headers.get('if-match')
  const ifNoneMatch = headers.get('if-none-match')
  if (ifMatch === null && ifNoneMatch === null) return undefined
  if (ifMatch === null && ifNoneMatch === '*') return requireThat((etag) => etag === undefined)
  if (ifNoneMatch === null && ifMatch !== null && isEtag(ifMatch)) return requireThat((etag) => etag === ifMatch)
  throw new NodeError('request_malformed', 'precondition')
}

function requireThat(holds: (etag: string | undefined) => boolean): Guard {
  return (current) => {
    if (!holds(current?.etag)) throw new NodeError('precondition_failed')
  }
}
