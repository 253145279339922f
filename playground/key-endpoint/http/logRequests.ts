import type { WallClock } from '@openkey/protocol'
import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { createRequestId } from '../../shared/observability/createRequestId.ts'
import type { Log } from '../log.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** Id of the request, which its response and its lines in the log carry. */
    requestId?: string
  }
}

/** Logs each request with the pattern of its route, and its id, which the response carries as `X-Request-Id`. */
export function logRequests({ log, clock }: { readonly log: Log; readonly clock: WallClock }): MiddlewareHandler {
  return async (context, next) => {
    const startedAt = clock.now()
    context.set('requestId', createRequestId())
    await next()
    const { requestId = '', ...request } = requestOf(context)
    context.res.headers.set('X-Request-Id', requestId)
    const { status } = context.res
    log({ event: 'request', requestId, ...request, status, durationMs: clock.now() - startedAt })
  }
}

/** Returns how the log names a request. */
export function requestOf(context: Context) {
  const requestId = context.get('requestId')
  const route = matchedRoutes(context).findLast(({ method }) => method !== 'ALL')?.path ?? 'unmatched'
  return { ...(requestId !== undefined && { requestId }), method: context.req.method, route }
}
