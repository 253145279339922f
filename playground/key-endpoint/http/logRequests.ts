import type { WallClock } from '@openkey/protocol'
import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Log } from '../log.ts'

/** Logs each request with the pattern of its route. */
export function logRequests({ log, clock }: { readonly log: Log; readonly clock: WallClock }): MiddlewareHandler {
  return async (context, next) => {
    const startedAt = clock.now()
    await next()
    const route = matchedRoutes(context).findLast(({ method }) => method !== 'ALL')?.path
    log({
      event: 'request',
      method: context.req.method,
      route: route ?? 'unmatched',
      status: context.res.status,
      durationMs: clock.now() - startedAt,
    })
  }
}
