import type { MiddlewareHandler } from 'hono'

const headers = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, PUT, GET, OPTIONS, DELETE',
  'access-control-allow-headers': '*, Authorization',
  'access-control-expose-headers': '*, Authorization',
  'access-control-allow-credentials': 'true',
}

/** Lets pages of every origin call: nothing here rests on who calls from where, only on what was signed. */
export const crossOrigin: MiddlewareHandler = async (context, next) => {
  await next()
  for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value)
}
