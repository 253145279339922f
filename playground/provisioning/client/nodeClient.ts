import { readBounded } from '@openkey/protocol'
import type * as z from 'zod'

export type NodeCall = {
  readonly method: 'GET' | 'POST'
  /** Starts with `/`. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Additional statuses that do not count as errors. @default only 2xx */
  readonly accept?: readonly number[]
}

export type NodeResponse = {
  readonly status: number
  /** Media type with its parameters; empty if the node names none. */
  readonly contentType: string
  readonly text: string
}

/** @throws {NodeCallError} */
export type NodeClient = (call: NodeCall, signal: AbortSignal) => Promise<NodeResponse>

export type NodeClientOptions = {
  readonly fetch: typeof fetch
  /** Origin of the node. */
  readonly host: string
  readonly timeoutMs: number
  /** Maximum size of a response. @default 65_536 */
  readonly maxResponseBytes?: number
  /** Runs before each request. Throws to prevent the request. */
  readonly check: () => void
}

/** Creates an HTTP client for the node. Requests have a timeout and a size limit, and follow no redirect. */
export function createNodeClient(options: NodeClientOptions): NodeClient {
  const { fetch, host, timeoutMs, maxResponseBytes = 65_536, check } = options

  return async ({ method, path, headers = {}, body, accept }, signal) => {
    signal.throwIfAborted()
    check()
    const timeout = AbortSignal.timeout(timeoutMs)
    const response = await fetch(host + path, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
      ...(body !== undefined && { body }),
    })
      .then(async (response) => ({
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        text: await readText(response, maxResponseBytes),
      }))
      .catch((error: unknown) => {
        signal.throwIfAborted()
        if (error instanceof NodeCallError) throw error
        throw new NodeCallError(timeout.aborted ? 'timeout' : 'unreachable', { cause: error })
      })
    const { status } = response
    const isAccepted = (status >= 200 && status < 300) || accept?.includes(status) === true
    if (!isAccepted) throw new NodeCallError('refused', { status })
    return response
  }
}

/**
 * Parses the JSON of a response and validates it.
 * @throws {NodeCallError} `malformed`
 */
export function readResponse<Schema extends z.ZodType>({ text }: NodeResponse, schema: Schema): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new NodeCallError('malformed', { cause })
  }
}

export type NodeCallFailure = 'unreachable' | 'timeout' | 'refused' | 'too_large' | 'malformed' | 'space_skipped'

/** A failed call to the node. It contains nothing from the node's response, which is untrusted. */
export class NodeCallError extends Error {
  override readonly name = 'NodeCallError'
  readonly failure: NodeCallFailure
  /** HTTP status, if `refused`. */
  readonly status: number | undefined

  constructor(
    failure: NodeCallFailure,
    { status, cause }: { readonly status?: number; readonly cause?: unknown } = {},
  ) {
    super(`The call to the node failed: ${failure}${status === undefined ? '' : ` with status ${status}`}.`, { cause })
    this.failure = failure
    this.status = status
  }
}

/** @throws {NodeCallError} `too_large` before more than `maxBytes` are in memory; `malformed` for invalid UTF-8 */
async function readText({ body }: Response, maxBytes: number): Promise<string> {
  const bytes = await readBounded(body, { maxBytes })
  if (typeof bytes === 'string') throw new NodeCallError('too_large')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new NodeCallError('malformed', { cause })
  }
}
