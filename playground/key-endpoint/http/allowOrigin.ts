import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'

export type AllowOriginOptions = {
  readonly origin: string
  readonly credentials: boolean
  readonly allowMethods: string[]
  readonly allowHeaders: string[]
  readonly exposeHeaders: string[]
  /** Time for which a browser remembers the answer to a preflight, in seconds. */
  readonly maxAge: number
}

/**
 * Allows the pages of one origin to read responses (CORS), as hono's middleware does. That one sets headers before there
 * is a response and appends one afterwards, and each time hono copies the response with its body.
 */
export function allowOrigin(options: AllowOriginOptions): MiddlewareHandler {
  const { origin, credentials, exposeHeaders } = options
  const answerPreflight = cors(options)
  const exposed = exposeHeaders.join(',')
  return async (context, next) => {
    if (context.req.method === 'OPTIONS') return answerPreflight(context, next)
    await next()
    const { headers } = context.res
    if (context.req.header('Origin') === origin) headers.set('Access-Control-Allow-Origin', origin)
    if (credentials) headers.set('Access-Control-Allow-Credentials', 'true')
    headers.set('Access-Control-Expose-Headers', exposed)
    headers.append('Vary', 'Origin')
  }
}
