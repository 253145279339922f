import { indexCapabilities } from '@openkey/protocol/session'
import type { Capability } from '@openkey/protocol/siwe'
import { NodeError } from '../../errors/nodeError.ts'
import { maxKeyBytes, maxListKeys } from '../../limits.ts'
import type { KeyRange } from '../../storage/kvStore.ts'
import type { Execute } from '../service.ts'
import type { KvRequest } from './kvRequest.ts'

/** Prepares `list`: one page of the keys that begin with a path, in byte order. */
export function prepareList({ kv, space, capabilities: [capability, ...others], headers }: KvRequest): Execute {
  if (capability === undefined || others.length > 0) throw new NodeError('not_implemented')
  const limit = readLimit(headers.get('x-tinycloud-limit'))
  const cursor = headers.get('x-tinycloud-cursor')
  const after = cursor === null ? '' : readListCursor(cursor)
  return async ({ held }) => {
    const found = await kv.list(space, listRange(capability, held), { after, limit: limit + 1 })
    const keys = found.slice(0, limit)
    const last = keys.at(-1)
    const isTruncated = found.length > keys.length && last !== undefined
    return Response.json(keys, {
      headers: {
        'x-tinycloud-truncated': String(isTruncated),
        ...(isTruncated && { 'x-tinycloud-next-cursor': writeListCursor(last) }),
      },
    })
  }
}

function readLimit(text: string | null): number {
  if (text === null) return maxListKeys
  const limit = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > maxListKeys) {
    throw new NodeError('request_malformed', `x-tinycloud-limit must be 1 to ${maxListKeys}`)
  }
  return limit
}

/** A character that sorts after every character of a resource. */
const afterAll = '\u007f'

/**
 * Returns the range of keys that a list of `path` may show. With a capability on `path` alone, that is `path` and
 * everything below `path/`: a list of `app` must not reveal `apple`. With a wider capability, it is every key that
 * begins with `path`.
 */
function listRange(capability: Capability, held: readonly Capability[]): KeyRange {
  const { path, resource } = capability
  const beyond = { ...capability, resource: path === undefined ? `${resource}/x` : `${resource}x` }
  const index = indexCapabilities(held)
  const wider = new Set(index.covering(beyond))
  const holdsAll = index.covering(capability).some((one) => wider.has(one))
  const exact = path ?? ''
  const from = holdsAll ? exact : `${exact}/`
  return { exact, from, to: `${from}${afterAll}` }
}

/** Encodes the last key of a page for the cursor header. */
function writeListCursor(key: string): string {
  return Buffer.from(key).toString('base64url')
}

/** @throws {NodeError} `request_malformed` for a text that {@link writeListCursor} does not produce */
function readListCursor(text: string): string {
  const key = Buffer.from(text, 'base64url').toString('latin1')
  if (key.length > maxKeyBytes || writeListCursor(key) !== text) {
    throw new NodeError('request_malformed', 'unknown x-tinycloud-cursor')
  }
  return key
}
