import type { Hono, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { clientOf } from './clientNetwork.ts'
import type { RouteBudgets } from './routeBudgets.ts'

type Route = { readonly method: string; readonly path: string }

const isHandler = ({ method }: Route) => method !== 'ALL'
const nameOf = ({ method, path }: Route) => `${method} ${path}`

/** Charges each request to its client, against the budget of its route, before any other work. */
export function chargeClient(budgets: RouteBudgets): MiddlewareHandler {
  return async (context, next) => {
    const route = matchedRoutes(context).findLast(isHandler)
    if (route !== undefined) await budgets[nameOf(route)]?.spend(clientOf(context))
    await next()
  }
}

/** @throws {Error} naming the routes under `/api` that have no budget */
export function requireBudgets(app: Hono, budgets: RouteBudgets): void {
  const unbounded = app.routes
    .filter((route) => isHandler(route) && route.path.startsWith('/api/'))
    .map(nameOf)
    .filter((name) => !Object.hasOwn(budgets, name))
  if (unbounded.length > 0)
    throw new Error(`Routes without a budget: ${unbounded.join(', ')}. Add them to routeLimits.`)
}
