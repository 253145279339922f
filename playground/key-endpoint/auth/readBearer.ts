import type { Context } from 'hono'

/** The token after `Authorization: Bearer`. No cookie, query or body field is ever a credential here. */
export function readBearer(context: Context): string | undefined {
  return /^bearer +(\S{1,512})$/i.exec(context.req.header('Authorization') ?? '')?.[1]
}
