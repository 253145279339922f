import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'

/** Names each answer, so that a user can point at one. */
export const traceId: MiddlewareHandler = async (context, next) => {
  await next()
  context.res.headers.set('TinyCloud-Trace-Id', randomUUID().replaceAll('-', ''))
}
