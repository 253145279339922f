import type { MiddlewareHandler } from 'hono'

const headers = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, PUT, GET, OPTIONS, DELETE',
  'access-control-allow-headers': '*, Authorization',
  'access-control-expose-headers': '*, Authorization',
  'access-control-allow-credentials': 'true',
}

/** Allows every origin: authorization depends on signatures only, never on the calling page. */
export const crossOrigin: MiddlewareHandler = async (context, next) => {
  await next()
  for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value)
}
