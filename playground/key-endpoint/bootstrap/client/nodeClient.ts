import { NodeCallError } from './nodeCallError.ts'
import { readBounded } from './readBounded.ts'

export type NodeCall = {
  readonly method: 'GET' | 'POST'
  /** Begins with `/`. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Statuses that are an answer. @default any 2xx */
  readonly accept?: readonly number[]
}

export type NodeAnswer = { readonly status: number; readonly text: string }

/** @throws {NodeCallError} */
export type NodeClient = (call: NodeCall, signal: AbortSignal) => Promise<NodeAnswer>

export type NodeClientOptions = {
  readonly fetch: typeof fetch
  /** Origin of the node. */
  readonly host: string
  readonly timeoutMs: number
  /** Longest answer that is read. @default 65_536 */
  readonly maxAnswerBytes?: number
  /** Runs before each request and throws when none may be sent. */
  readonly check: () => void
}

/** Speaks HTTP with the node: bounded in time and size, never redirected, and silent about what it hears. */
export function createNodeClient(options: NodeClientOptions): NodeClient {
  const { fetch, host, timeoutMs, maxAnswerBytes = 65_536, check } = options

  return async ({ method, path, headers = {}, body, accept }, signal) => {
    signal.throwIfAborted()
    check()
    const timeout = AbortSignal.timeout(timeoutMs)
    const answer = await fetch(host + path, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
      ...(body !== undefined && { body }),
    })
      .then(async (response) => ({ status: response.status, text: await readBounded(response, maxAnswerBytes) }))
      .catch((error: unknown) => {
        signal.throwIfAborted()
        if (error instanceof NodeCallError) throw error
        throw new NodeCallError(timeout.aborted ? 'timeout' : 'unreachable', { cause: error })
      })
    const { status } = answer
    const isAccepted = (status >= 200 && status < 300) || accept?.includes(status) === true
    if (!isAccepted) throw new NodeCallError('refused', { status })
    return answer
  }
}
