import type { MiddlewareHandler } from 'hono'
import { createByteSemaphore } from '../../shared/http/byteSemaphore.ts'
import { clientNetwork } from '../limits/routeBudgets.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** Reserves memory for the body of the request. Returns false if it does not fit. */
    reserveMemory?: (bytes: number) => boolean
  }
}

/** In bytes: 64 bodies of the maximum size, or a thousand of the usual one. */
const defaultMaxBytes = 16 * 1_048_576

/**
 * Limits the memory that the bodies of all requests in progress take together. A body counts until the response is
 * ready.
 * @param maxBytes a known client gets at most half of it. @default 16 MiB
 */
export function limitBodyMemory(maxBytes = defaultMaxBytes): MiddlewareHandler {
  const semaphore = createByteSemaphore({ maxBytes })
  return async (context, next) => {
    const owner = clientNetwork(context)
    let held = 0
    context.set('reserveMemory', (bytes) => {
      const isReserved = semaphore.reserve(bytes, owner)
      if (isReserved) held += bytes
      return isReserved
    })
    try {
      await next()
    } finally {
      semaphore.release(held, owner)
    }
  }
}
