import type { AttemptBudget } from './attemptBudget.ts'
import type { Budgets } from './budgets.ts'
import type { LimitName } from './limits.ts'

/** Budgets by route, `<METHOD> <path pattern>`. */
export type RouteBudgets = Readonly<Record<string, Pick<AttemptBudget, 'spend'>>>

/**
 * The limit that each route charges to its client before it reads the request. The app refuses to start if a route is
 * missing here.
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
}

export function createRouteBudgets(budgets: Budgets): RouteBudgets {
  return Object.fromEntries(Object.entries(routeLimits).map(([route, name]) => [route, budgets[name]]))
}
