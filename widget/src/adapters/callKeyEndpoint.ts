import type * as z from 'zod/mini'
import type { CallOptions } from '../ports/call.ts'
import { identifyKeyEndpointError } from './identifyKeyEndpointError.ts'
import { readBoundedText } from './readBoundedText.ts'

/** Large enough for the list of an account with hundreds of keys. */
const maxAnswerBytes = 256 * 1024

export type KeyEndpointCall<Schema extends z.ZodMiniType> = CallOptions & {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Bearer; absent for calls that sign in. */
  readonly token?: string | undefined
  readonly body?: unknown
  /** Of a 2xx answer. */
  readonly answer: Schema
}

export type KeyEndpointTransport = {
  readonly baseUrl: string
  readonly fetch: typeof fetch
  readonly timeoutMs: number
}

/**
 * One request to the key endpoint: never with cookies, never past a redirect, and with an end.
 * @throws {OpenKeyError} as {@link identifyKeyEndpointError} tells them apart
 */
export async function callKeyEndpoint<Schema extends z.ZodMiniType>(
  { baseUrl, fetch, timeoutMs }: KeyEndpointTransport,
  { method, path, token, body, answer, signal }: KeyEndpointCall<Schema>,
): Promise<{ readonly value: z.infer<Schema>; readonly headers: Headers }> {
  try {
    const deadline = AbortSignal.timeout(timeoutMs)
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
    })
    const { ok, status, headers } = response
    if (!ok) {
      await response.body?.cancel()
      throw identifyKeyEndpointError({ status, headers, hasSession: token !== undefined })
    }
    const text = await readBoundedText(response, maxAnswerBytes)
    return { value: answer.parse(text === '' ? null : JSON.parse(text)), headers }
  } catch (cause) {
    throw identifyKeyEndpointError({ cause, signal })
  }
}
