import type { AuthorizationHeader } from '@openkey/protocol/session'
import * as z from 'zod/mini'
import { TinyCloudError } from '../tinyCloudError.ts'
import {
  type Delegated,
  delegatedSchema,
  type NetworkDescriptor,
  type NodeInfo,
  networkAnswerSchema,
  nodeInfoSchema,
} from './nodeResponses.ts'

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

type NodeClientOptions = {
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

/** Classifies a non-2xx answer. The node's own sentence is kept, bounded, as what was received. */
async function toNodeError(response: Response, host: string): Promise<TinyCloudError> {
  const { status } = response
  const received = (await response.text().catch(() => '')).slice(0, 256)
  const details = { host, status, ...(received !== '' && { received }) }
  if (status === 401 || status === 403) {
    return new TinyCloudError('session_rejected', `The node does not accept this session: ${received || status}.`, {
      details,
    })
  }
  if (status === 404 && received.startsWith('Space not found')) {
    return new TinyCloudError('space_not_hosted', `The node at ${host} does not host this space.`, { details })
  }
  if (status === 412) {
    return new TinyCloudError('precondition_failed', 'The stored value is not as the condition demands.', { details })
  }
  return new TinyCloudError('node_rejected', `The node answered ${status}${received && `: ${received}`}.`, { details })
}
