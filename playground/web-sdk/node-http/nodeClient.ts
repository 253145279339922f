import type { AuthorizationHeader } from '@openkey/protocol/session'
import * as z from 'zod/mini'
import { TinyCloudError } from '../tinyCloudError.ts'
import { type Delegated, delegatedSchema } from './delegated.ts'
import { type NetworkDescriptor, networkAnswerSchema } from './networkDescriptor.ts'
import { type NodeInfo, nodeInfoSchema } from './nodeInfo.ts'
import { toNodeError } from './toNodeError.ts'

export type InvokeOptions = {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: BodyInit
  readonly signal?: AbortSignal | undefined
}

/** One node, over HTTP. Every method rejects with a {@link TinyCloudError}. */
export type NodeClient = {
  readonly host: string
  /** What the node says of itself at `/info`; at `/version` where an older one has nothing there. */
  info(): Promise<NodeInfo>
  /** DID of the peer that would host `spaceId`. */
  peerId(spaceId: string): Promise<string>
  delegate(authorization: AuthorizationHeader): Promise<Delegated>
  /** Resolves for 2xx only. */
  invoke(authorization: AuthorizationHeader, options?: InvokeOptions): Promise<Response>
  /** An encryption network. The node answers 404 where it has none of this id. */
  network(networkId: string): Promise<NetworkDescriptor>
  /** Makes an encryption network. The node answers 409 where it has it already. */
  createNetwork(authorization: AuthorizationHeader, body: string): Promise<NetworkDescriptor>
}

export type NodeClientOptions = {
  readonly host: string
  readonly fetch: typeof globalThis.fetch
  /** @default 5_000: a node that cannot say who it is in this time is treated as away. */
  readonly infoTimeoutMs?: number
  /** @default 30_000 */
  readonly requestTimeoutMs?: number
}

export function createNodeClient(options: NodeClientOptions): NodeClient {
  const { fetch, infoTimeoutMs = 5_000, requestTimeoutMs = 30_000 } = options
  const host = options.host.replace(/\/+$/, '')

  async function send(path: string, init: RequestInit, timeoutMs: number): Promise<Response> {
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
    const response = await fetch(`${host}${path}`, { ...init, credentials: 'omit', signal }).catch((cause) => {
      throw new TinyCloudError('node_unreachable', `The node at ${host} does not answer.`, { details: { host }, cause })
    })
    if (!response.ok) throw await toNodeError(response, host)
    return response
  }

  async function sendForJson<Schema extends z.ZodMiniType>(schema: Schema, ...request: Parameters<typeof send>) {
    const body: unknown = await (await send(...request)).json().catch(() => undefined)
    const parsed = z.safeParse(schema, body)
    if (parsed.success) return parsed.data
    throw new TinyCloudError('node_rejected', `The node at ${host} sent an answer that cannot be read.`, {
      details: { host },
    })
  }

  return {
    host,
    info: () =>
      sendForJson(nodeInfoSchema, '/info', {}, infoTimeoutMs).catch((error: unknown) => {
        if (error instanceof TinyCloudError && error.code === 'node_unreachable') throw error
        return sendForJson(nodeInfoSchema, '/version', {}, infoTimeoutMs)
      }),
    async peerId(spaceId) {
      const response = await send(`/peer/generate/${encodeURIComponent(spaceId)}`, {}, requestTimeoutMs)
      return (await response.text()).trim()
    },
    delegate: (authorization) =>
      sendForJson(delegatedSchema, '/delegate', { method: 'POST', headers: { ...authorization } }, requestTimeoutMs),
    invoke(authorization, { headers = {}, body, signal } = {}) {
      const init = {
        method: 'POST',
        headers: { ...headers, ...authorization },
        body: body ?? null,
        signal: signal ?? null,
      }
      return send('/invoke', init, requestTimeoutMs)
    },
    async network(networkId) {
      const path = `/encryption/networks/${encodeURIComponent(networkId)}`
      return (await sendForJson(networkAnswerSchema, path, {}, requestTimeoutMs)).descriptor
    },
    async createNetwork(authorization, body) {
      const headers = { 'content-type': 'application/json', ...authorization }
      const init = { method: 'POST', headers, body }
      return (await sendForJson(networkAnswerSchema, '/encryption/networks', init, requestTimeoutMs)).descriptor
    },
  }
}
