import type { MiddlewareHandler } from 'hono'

/** Every answer brings the nonce of the next proof, so that a client in use is never asked to prove twice. */
export function offerNonce(current: () => string): MiddlewareHandler {
  return async (context, next) => {
    await next()
    context.header('DPoP-Nonce', current())
  }
}
