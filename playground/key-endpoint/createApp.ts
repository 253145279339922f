import type { WallClock } from '@openkey/protocol'
import { Hono, type MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { getPath } from 'hono/utils/url'
import { allowOrigin } from './http/allowOrigin.ts'
import { limitBodyMemory } from './http/bodyMemory.ts'
import { databaseUnavailable, HttpError, handleError } from './http/httpError.ts'
import { logRequests } from './http/logRequests.ts'
import { assertRoutesHaveBudgets, limitClients, type RouteBudgets } from './limits/routeBudgets.ts'
import type { Log } from './log.ts'

export type AppOptions = {
  readonly widgetOrigin: string
  readonly log: Log
  readonly clock: WallClock
  /** Routes under `/api`, by their prefix. */
  readonly api: Readonly<Record<string, readonly Hono[]>>
  /** The budget of every route under `/api`. */
  readonly budgets: RouteBudgets
  /** Returns whether the database responds. @default always */
  readonly isReady?: (() => Promise<boolean>) | undefined
  /** Memory for the bodies of all requests in progress, in bytes. @default 16 MiB */
  readonly maxBodyMemoryBytes?: number | undefined
  readonly inbox: Hono | undefined
  /**
   * Maps the path of a request, which may include the base path of a proxy, to the path of a route.
   * @default identity
   */
  readonly routePath?: ((pathname: string) => string) | undefined
  /** Returns the nonce for the next proof, if proofs of possession are required. */
  readonly proofNonce?: (() => string) | undefined
}

/**
 * Serves the routes over HTTP, with the allowed origin, the rate limits and the headers of every response.
 * @throws {Error} when a route has no budget
 */
export function createApp(options: AppOptions): Hono {
  const { widgetOrigin, log, clock, api, budgets, inbox, proofNonce, isReady = async () => true } = options
  const { routePath = (pathname) => pathname } = options
  const app = new Hono({ getPath: (request) => routePath(getPath(request)) })
    .onError(handleError({ log }))
    .notFound((context) => context.json({ error: 'Not found' }, 404))
    .use(logRequests({ log, clock }))
    .use(secureHeaders({ crossOriginResourcePolicy: false, xFrameOptions: 'DENY' }))
    .use(async (context, next) => {
      await next()
      // After a response, `context.header` would copy it for each header.
      context.res.headers.set('Cache-Control', 'no-store')
    })
    .get('/livez', (context) => context.json({ status: 'ok' }))
    .get('/readyz', async (context) => {
      if (!(await isReady())) throw databaseUnavailable()
      return context.json({ status: 'ok' })
    })

  const allow = ({ credentials }: { readonly credentials: boolean }) =>
    allowOrigin({
      origin: widgetOrigin,
      credentials,
      allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowHeaders: ['Authorization', 'Content-Type', ...(proofNonce ? ['DPoP'] : [])],
      exposeHeaders: ['set-auth-token', 'Retry-After', 'X-Request-Id', ...(proofNonce ? ['DPoP-Nonce'] : [])],
      maxAge: 600,
    })
  app
    // Clients of the hosted API sign in and out with `credentials: 'include'`, and can read the response only if CORS
    // allows credentials. The endpoint ignores cookies, so they authorize nothing.
    .use('/api/auth/*', allow({ credentials: true }))
    .use('/api/*', allow({ credentials: false }))
    .use('/health', allow({ credentials: false }))
    .use('/api/*', restrictOrigin({ widgetOrigin }))
  if (proofNonce !== undefined) {
    // With the nonce in every response, an active client never has to repeat a request for it (RFC 9449, 8.2).
    const sendNonce: MiddlewareHandler = async (context, next) => {
      await next()
      context.res.headers.set('DPoP-Nonce', proofNonce())
    }
    app.use('/api/*', sendNonce).use('/health', sendNonce)
  }
  app.get('/health', (context) => context.json({ status: 'ok', tee: 'development' }))
  app.use('/api/*', limitClients(budgets)).use('/api/*', limitBodyMemory(options.maxBodyMemoryBytes))
  for (const [prefix, routes] of Object.entries(api)) for (const route of routes) app.route(`/api/${prefix}`, route)
  assertRoutesHaveBudgets(app, budgets)
  if (inbox !== undefined) app.route('/', inbox)
  return app
}

/**
 * Accepts requests from the widget's origin, and requests that no web page has sent.
 *
 * Browsers send `Origin` with every CORS request and every POST. A request without it comes from a program (curl, a
 * test, another server), or is a plain GET of a browser. A page cannot read the response to such a GET, and the GET
 * carries no authority: the endpoint accepts no cookies, and a page cannot add a bearer token without CORS. Browsers
 * that send `Sec-Fetch-Site` identify that GET as well.
 */
function restrictOrigin({ widgetOrigin }: { readonly widgetOrigin: string }): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header('Origin')
    const site = context.req.header('Sec-Fetch-Site')
    const isForeignPage = origin === undefined ? site === 'cross-site' || site === 'same-site' : origin !== widgetOrigin
    if (isForeignPage) throw new HttpError(403, 'Origin not allowed')
    await next()
  }
}
