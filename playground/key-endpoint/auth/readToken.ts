import type { Context } from 'hono'

/** The token in `Authorization` under this scheme. No cookie, query or body field is ever a credential here. */
export function readToken(context: Context, scheme: 'Bearer' | 'DPoP'): string | undefined {
  const [, name, token] = /^([A-Za-z]+) +(\S{1,512})$/.exec(context.req.header('Authorization') ?? '') ?? []
  return name?.toLowerCase() === scheme.toLowerCase() ? token : undefined
}
