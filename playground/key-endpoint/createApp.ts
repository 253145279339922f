import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { secureHeaders } from 'hono/secure-headers'
import { getPath } from 'hono/utils/url'
import type { Clock } from './clock.ts'
import { offerNonce } from './dpop/offerNonce.ts'
import { admitOrigin } from './http/admitOrigin.ts'
import { answerError } from './http/answerError.ts'
import { logRequests } from './http/logRequests.ts'
import { chargeClient, requireBudgets } from './limits/chargeClient.ts'
import type { RouteBudgets } from './limits/routeBudgets.ts'
import type { Log } from './log.ts'

export type AppOptions = {
  readonly widgetOrigin: string
  readonly log: Log
  readonly clock: Clock
  /** Routes under `/api`, by their prefix. */
  readonly api: Readonly<Record<string, readonly Hono[]>>
  /** The budget of every route under `/api`. */
  readonly budgets: RouteBudgets
  readonly inbox: Hono | undefined
  /** Finds the route of a request that a proxy sends on with the path it has in public. @default the path as it comes */
  readonly routePath?: ((pathname: string) => string) | undefined
  /** Where proofs of possession are required: the nonce for the next one. */
  readonly proofNonce?: (() => string) | undefined
}

/**
 * Serves the endpoint over HTTP: allowed callers, rate limits, body size limits, and the headers of every response.
 * @throws {Error} when a route has no budget
 */
export function createApp(options: AppOptions): Hono {
  const { widgetOrigin, log, clock, api, budgets, inbox, proofNonce, routePath = (pathname) => pathname } = options
  const app = new Hono({ getPath: (request) => routePath(getPath(request)) })
    .onError(answerError({ log }))
    .notFound((context) => context.json({ error: 'Not found' }, 404))
    .use(logRequests({ log, clock }))
    .use(secureHeaders({ crossOriginResourcePolicy: false, xFrameOptions: 'DENY' }))
    .use(async (context, next) => {
      await next()
      context.header('Cache-Control', 'no-store')
    })
    .get('/health', (context) => context.json({ status: 'ok', tee: 'development' }))

  const allow = ({ credentials }: { readonly credentials: boolean }) =>
    cors({
      origin: widgetOrigin,
      credentials,
      allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowHeaders: ['Authorization', 'Content-Type', ...(proofNonce ? ['DPoP'] : [])],
      exposeHeaders: ['set-auth-token', 'Retry-After', ...(proofNonce ? ['DPoP-Nonce'] : [])],
      maxAge: 600,
    })
  app
    // Clients of the hosted API sign in and out with `credentials: 'include'`. A cookie means nothing here, so that this
    // lets their browser read the answer and nobody act.
    .use('/api/auth/*', allow({ credentials: true }))
    .use('/api/*', allow({ credentials: false }))
    .use('/api/*', admitOrigin({ widgetOrigin }))
  if (proofNonce !== undefined) app.use('/api/*', offerNonce(proofNonce))
  app.use('/api/*', chargeClient(budgets))
  for (const [prefix, routes] of Object.entries(api)) for (const route of routes) app.route(`/api/${prefix}`, route)
  requireBudgets(app, budgets)
  if (inbox !== undefined) app.route('/', inbox)
  return app
}
