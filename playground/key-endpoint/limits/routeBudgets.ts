import { isIP } from 'node:net'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Budget, Budgets } from './budgets.ts'
import type { LimitName } from './limits.ts'

/** Budgets by route, `<METHOD> <path pattern>`. */
export type RouteBudgets = Readonly<Record<string, Pick<Budget, 'spend'>>>

/**
 * The limit that each route counts against its client before it reads the request. The app refuses to start if a route
 * is missing here.
 */
export const routeLimits: Readonly<Record<string, LimitName>> = {
  'POST /api/auth/email-otp/send-verification-otp': 'lettersPerClient',
  'POST /api/auth/sign-in/email-otp': 'signInsPerClient',
  'GET /api/auth/providers': 'accountCallsPerClient',
  'GET /api/auth/get-session': 'accountCallsPerClient',
  'POST /api/auth/sign-out': 'accountCallsPerClient',
  'GET /api/passkey': 'accountCallsPerClient',
  'POST /api/passkey/generate-authenticate-options': 'ceremoniesPerClient',
  'POST /api/passkey/verify-authentication': 'signInsPerClient',
  'POST /api/passkey/generate-register-options': 'ceremoniesPerClient',
  'POST /api/passkey/verify-registration': 'ceremoniesPerClient',
  'DELETE /api/passkey/:id': 'ceremoniesPerClient',
  'GET /api/sessions': 'accountCallsPerClient',
  'DELETE /api/sessions/:id': 'accountCallsPerClient',
  'GET /api/account/auto-sign': 'accountCallsPerClient',
  'PATCH /api/account/auto-sign': 'accountCallsPerClient',
  'GET /api/account/sign-in': 'accountCallsPerClient',
  'PUT /api/account/sign-in': 'ceremoniesPerClient',
  'GET /api/keys': 'accountCallsPerClient',
  'POST /api/keys/generate': 'ceremoniesPerClient',
  'GET /api/keys/:id': 'accountCallsPerClient',
  'PATCH /api/keys/:id': 'accountCallsPerClient',
  'POST /api/keys/:id/archive': 'accountCallsPerClient',
  'POST /api/keys/:id/unarchive': 'accountCallsPerClient',
  'GET /api/keys/:id/bootstrap': 'accountCallsPerClient',
  'POST /api/keys/:id/sign': 'signaturesPerClient',
  'POST /api/delegate/sign': 'delegatedPerClient',
  'POST /api/delegate/authorize-sign-prepare': 'signaturesPerClient',
  'POST /api/delegate/authorize-sign-preview': 'signaturesPerClient',
  'POST /api/delegate/authorize-sign': 'signaturesPerClient',
  'GET /api/delegate/account': 'accountCallsPerClient',
  'POST /api/device/code': 'deviceRequestsPerClient',
  'POST /api/device/token': 'devicePollsPerClient',
  'POST /api/device/revoke': 'devicePollsPerClient',
  'POST /api/device/request': 'userCodesPerClient',
  'POST /api/device/approve': 'userCodesPerClient',
  'POST /api/device/deny': 'userCodesPerClient',
}

export function createRouteBudgets(budgets: Budgets): RouteBudgets {
  return Object.fromEntries(Object.entries(routeLimits).map(([route, name]) => [route, budgets[name]]))
}

/** Counts each request against its client, in the budget of its route, before any other work. */
export function limitClients(budgets: RouteBudgets): MiddlewareHandler {
  return async (context, next) => {
    const route = matchedRoutes(context).findLast(isHandler)
    if (route !== undefined) await budgets[nameOf(route)]?.spend(clientNetwork(context))
    await next()
  }
}

/** @throws {Error} naming the routes under `/api` that have no budget */
export function assertRoutesHaveBudgets(app: Hono, budgets: RouteBudgets): void {
  const unbounded = app.routes
    .filter((route) => isHandler(route) && route.path.startsWith('/api/'))
    .map(nameOf)
    .filter((name) => !Object.hasOwn(budgets, name))
  if (unbounded.length > 0)
    throw new Error(`Routes without a budget: ${unbounded.join(', ')}. Add them to routeLimits.`)
}

type Route = { readonly method: string; readonly path: string }

const isHandler = ({ method }: Route) => method !== 'ALL'
const nameOf = ({ method, path }: Route) => `${method} ${path}`

/**
 * Returns the network that a request comes from: an IPv4 address, or the /64 of an IPv6 address, because one subscriber
 * usually has a whole /64. `undefined` unless the server passes `clientAddress`.
 */
export function clientNetwork(context: Context): string | undefined {
  const env: unknown = context.env
  if (typeof env !== 'object' || env === null || !('clientAddress' in env)) return undefined
  const { clientAddress } = env
  return typeof clientAddress === 'string' ? networkOf(clientAddress) : undefined
}

function networkOf(address: string): string | undefined {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return networkOf(mapped)
  const [plain = ''] = address.split('%')
  if (isIP(plain) === 4) return plain
  return isIP(plain) === 6 ? `${expandIpv6(plain).slice(0, 4).join(':')}::/64` : undefined
}

/** Returns all eight groups of an IPv6 address. */
function expandIpv6(address: string): readonly string[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = [], tail = []] = canonical.split('::').map((half) => half.split(':').filter((group) => group !== ''))
  return [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail]
}
