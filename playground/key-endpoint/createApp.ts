import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { secureHeaders } from 'hono/secure-headers'
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
  /** Where proofs of possession are required: the nonce for the next one. */
  readonly proofNonce?: (() => string) | undefined
}

/**
 * Serves the endpoint over HTTP: allowed callers, rate limits, body size limits, and the headers of every response.
 * @throws {Error} when a route has no budget
 */
export function createApp({ widgetOrigin, log, clock, api, budgets, inbox, proofNonce }: AppOptions): Hono {
  const app = new Hono()
    .onError(answerError({ log }))
    .notFound((context) => context.json({ error: 'Not found' }, 404))
    .use(logRequests({ log, clock }))
    .use(secureHeaders({ crossOriginResourcePolicy: false, xFrameOptions: 'DENY' }))
    .use(async (context, next) => {
      await next()
      context.header('Cache-Control', 'no-store')
    })
    .get('/health', (context) => context.json({ status: 'ok', tee: 'development' }))

  app
    .use(
      '/api/*',
      cors({
        origin: widgetOrigin,
        credentials: false,
        allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
        allowHeaders: ['Authorization', 'Content-Type', ...(proofNonce ? ['DPoP'] : [])],
        exposeHeaders: ['set-auth-token', 'Retry-After', ...(proofNonce ? ['DPoP-Nonce'] : [])],
        maxAge: 600,
      }),
    )
    .use('/api/*', admitOrigin({ widgetOrigin }))
  if (proofNonce !== undefined) app.use('/api/*', offerNonce(proofNonce))
  app.use('/api/*', chargeClient(budgets))
  for (const [prefix, routes] of Object.entries(api)) for (const route of routes) app.route(`/api/${prefix}`, route)
  requireBudgets(app, budgets)
  if (inbox !== undefined) app.route('/', inbox)
  return app
}
