import * as z from 'zod/mini'
import type { InvokeOptions } from '../node-http/nodeClient.ts'
import { toResult } from '../result.ts'
import type { SpaceInvoker } from '../space/invokeIn.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { KeyValueStore, PutCondition, ValueHead } from './keyValueStore.ts'
import { keyOfPath, storedKey, storedPrefix } from './storedKey.ts'
import { decodeValue, encodeValue } from './valueBody.ts'

export type KeyValueStoreOptions = {
  readonly invoke: SpaceInvoker
  readonly kvPrefix: string
}

/** Creates the key-value store of the space that `invoke` uses. */
export function createKeyValueStore({ invoke: send, kvPrefix }: KeyValueStoreOptions): KeyValueStore {
  const invoke = (verb: string, path: string, options?: InvokeOptions) => send({ service: 'kv', path, verb }, options)

  async function invokeKey(verb: string, key: string, options?: InvokeOptions): Promise<Response> {
    try {
      return await invoke(verb, storedKey(kvPrefix, key), options)
    } catch (error) {
      if (!(error instanceof TinyCloudError) || error.code !== 'node_rejected' || error.details.status !== 404)
        throw error
      throw new TinyCloudError('key_not_found', `There is no value under “${key}”.`, { cause: error })
    }
  }

  return {
    put: (key, value, condition) =>
      toResult(async () => {
        const { body, contentType } = encodeValue(value)
        const path = storedKey(kvPrefix, key)
        const headers = { 'content-type': contentType, ...conditionHeaders(condition) }
        const response = await invoke('put', path, { body, headers })
        await readToEnd(response)
        return { etag: response.headers.get('etag') ?? undefined }
      }),
    get: (key) =>
      toResult(async () => {
        const response = await invokeKey('get', key)
        return { ...readHead(response), data: await decodeValue(response) }
      }),
    head: (key) =>
      toResult(async () => {
        const response = await invokeKey('metadata', key)
        await readToEnd(response)
        return readHead(response)
      }),
    list: ({ prefix = '', limit, cursor } = {}) =>
      toResult(async () => {
        const headers = {
          ...(limit !== undefined && { 'x-tinycloud-limit': String(limit) }),
          ...(cursor !== undefined && { 'x-tinycloud-cursor': cursor }),
        }
        const response = await invoke('list', storedPrefix(kvPrefix, prefix), { headers })
        const keys = (await readPaths(response)).map((path) => keyOfPath(kvPrefix, path))
        const next = response.headers.get('x-tinycloud-next-cursor')
        return next === null ? { keys } : { keys, cursor: next }
      }),
    delete: (key, condition) =>
      toResult(async () => {
        await readToEnd(await invokeKey('del', key, { headers: conditionHeaders(condition) }))
        return null
      }),
  }
}

function conditionHeaders(condition: PutCondition | undefined): Readonly<Record<string, string>> {
  if (condition === undefined) return {}
  return 'ifMatch' in condition ? { 'if-match': condition.ifMatch } : { 'if-none-match': '*' }
}

/** Reads and discards a body: browsers keep the connection of an unread body open. */
async function readToEnd(response: Response): Promise<void> {
  await response.arrayBuffer().catch(() => undefined)
}

function readHead(response: Response): ValueHead {
  const { headers } = response
  return { contentType: headers.get('content-type') ?? '', etag: headers.get('etag') ?? undefined }
}

async function readPaths(response: Response): Promise<string[]> {
  const parsed = z.safeParse(z.array(z.string()), await response.json().catch(() => undefined))
  if (!parsed.success) throw new TinyCloudError('node_rejected', 'The node sent an invalid list of keys.')
  return parsed.data
}
