import { createInvocationFor } from '@openkey/protocol/session'
import * as z from 'zod/mini'
import type { InvokeOptions } from '../node-http/nodeClient.ts'
import { settle } from '../result.ts'
import type { ActiveSession } from '../session/activeSession.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { KeyValueStore, ValueHead } from './keyValueStore.ts'
import { keyOfPath, storedKey, storedPrefix } from './storedKey.ts'
import { decodeValue, encodeValue } from './valueBody.ts'

export type KeyValueStoreOptions = {
  /** The session to use; throws `not_signed_in` or `session_expired`. */
  readonly requireSession: () => ActiveSession
  readonly kvPrefix: string
  readonly now: () => number
}

export function createKeyValueStore({ requireSession, kvPrefix, now }: KeyValueStoreOptions): KeyValueStore {
  /** One fresh invocation per request: the node accepts each only once. */
  async function invoke(verb: string, path: string, options?: InvokeOptions): Promise<Response> {
    const { granted, node } = requireSession()
    const capability = { spaceId: granted.spaceId, service: 'kv', path, ability: `tinycloud.kv/${verb}` }
    return node.invoke(createInvocationFor(granted, capability, { now: now() }), options)
  }

  async function invokeKey(verb: string, key: string): Promise<Response> {
    try {
      return await invoke(verb, storedKey(kvPrefix, key))
    } catch (error) {
      if (!(error instanceof TinyCloudError) || error.code !== 'node_rejected' || error.details.status !== 404)
        throw error
      throw new TinyCloudError('key_not_found', `There is no value under “${key}”.`, { cause: error })
    }
  }

  return {
    put: (key, value) =>
      settle(async () => {
        const { body, contentType } = encodeValue(value)
        const path = storedKey(kvPrefix, key)
        const response = await invoke('put', path, { body, headers: { 'content-type': contentType } })
        await readToEnd(response)
        return { etag: response.headers.get('etag') ?? undefined }
      }),
    get: (key) =>
      settle(async () => {
        const response = await invokeKey('get', key)
        return { ...readHead(response), data: await decodeValue(response) }
      }),
    head: (key) =>
      settle(async () => {
        const response = await invokeKey('metadata', key)
        await readToEnd(response)
        return readHead(response)
      }),
    list: ({ prefix = '', limit, cursor } = {}) =>
      settle(async () => {
        const headers = {
          ...(limit !== undefined && { 'x-tinycloud-limit': String(limit) }),
          ...(cursor !== undefined && { 'x-tinycloud-cursor': cursor }),
        }
        const response = await invoke('list', storedPrefix(kvPrefix, prefix), { headers })
        const keys = (await readPaths(response)).map((path) => keyOfPath(kvPrefix, path))
        const next = response.headers.get('x-tinycloud-next-cursor')
        return next === null ? { keys } : { keys, cursor: next }
      }),
    delete: (key) =>
      settle(async () => {
        await readToEnd(await invokeKey('del', key))
        return null
      }),
  }
}

/** A browser keeps the connection of a body that nobody reads. */
async function readToEnd(response: Response): Promise<void> {
  await response.arrayBuffer().catch(() => undefined)
}

function readHead(response: Response): ValueHead {
  const { headers } = response
  return { contentType: headers.get('content-type') ?? '', etag: headers.get('etag') ?? undefined }
}

async function readPaths(response: Response): Promise<string[]> {
  const parsed = z.safeParse(z.array(z.string()), await response.json().catch(() => undefined))
  if (!parsed.success) throw new TinyCloudError('node_rejected', 'The node sent a list that cannot be read.')
  return parsed.data
}
