import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/** A SIWE message of 32 KiB whose characters are all escaped in JSON still fits. */
const maxBodyBytes = 262_144

/** Bounds what is read of a request. */
export const limitBody: MiddlewareHandler = bodyLimit({
  maxSize: maxBodyBytes,
  onError: (context) => context.json({ error: 'Request body too large' }, 413),
})
