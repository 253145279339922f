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

/** HTTP client of one node. Every method rejects with a {@link TinyCloudError}. */
export type NodeClient = {
  readonly host: string
  /** Returns `/info`, or `/version` from older nodes without `/info`. */
  info(): Promise<NodeInfo>
  /** Returns the DID that a hosting message for `spaceId` must name. */
  peerId(spaceId: string): Promise<string>
  delegate(authorization: AuthorizationHeader): Promise<Delegated>
  /** Revokes the delegation that the invocation names. */
  revoke(authorization: AuthorizationHeader): Promise<void>
  /** Resolves for 2xx only. */
  invoke(authorization: AuthorizationHeader, options?: InvokeOptions): Promise<Response>
  /** Returns an encryption network. The node responds with 404 if it does not exist. */
  network(networkId: string): Promise<NetworkDescriptor>
  /** Creates an encryption network. The node responds with 409 if it exists. */
  createNetwork(authorization: AuthorizationHeader, body: string): Promise<NetworkDescriptor>
}

type NodeClientOptions = {
  readonly host: string
  readonly fetch: typeof globalThis.fetch
  /** Timeout of `/info`, in milliseconds. @default 5_000 */
  readonly infoTimeoutMs?: number
  /** Timeout of every other request, in milliseconds. @default 30_000 */
  readonly requestTimeoutMs?: number
}

export function createNodeClient(options: NodeClientOptions): NodeClient {
  const { fetch, infoTimeoutMs = 5_000, requestTimeoutMs = 30_000 } = options
  const host = options.host.replace(/\/+$/, '')

  async function send(path: string, init: RequestInit, timeoutMs: number): Promise<Response> {
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
    const response = await fetch(`${host}${path}`, { ...init, credentials: 'omit', signal }).catch((cause) => {
      throw new TinyCloudError('node_unreachable', `The node at ${host} does not respond.`, {
        details: { host },
        cause,
      })
    })
    if (!response.ok) throw await toNodeError(response, host)
    return response
  }

  async function sendForJson<Schema extends z.ZodMiniType>(schema: Schema, ...request: Parameters<typeof send>) {
    const body: unknown = await (await send(...request)).json().catch(() => undefined)
    const parsed = z.safeParse(schema, body)
    if (parsed.success) return parsed.data
    throw new TinyCloudError('node_rejected', `The node at ${host} sent an invalid response.`, {
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
    async revoke(authorization) {
      await send('/revoke', { method: 'POST', headers: { ...authorization } }, requestTimeoutMs)
    },
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

/** Converts a non-2xx response to an error. `details.received` holds the first 256 characters of the body. */
async function toNodeError(response: Response, host: string): Promise<TinyCloudError> {
  const { status } = response
  const received = (await response.text().catch(() => '')).slice(0, 256)
  const details = { host, status, ...(received !== '' && { received }) }
  if (status === 401 || status === 403) {
    return new TinyCloudError('session_rejected', `The node rejects this session: ${received || status}.`, {
      details,
    })
  }
  if (status === 404 && received.startsWith('Space not found')) {
    return new TinyCloudError('space_not_hosted', `The node at ${host} does not host this space.`, { details })
  }
  if (status === 412) {
    return new TinyCloudError('precondition_failed', 'The stored value does not match the condition.', { details })
  }
  return new TinyCloudError('node_rejected', `The node responded with ${status}${received && `: ${received}`}.`, {
    details,
  })
}
