import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { type AttemptBudget, createAttemptBudget } from './attemptBudget.ts'
import { defaultLimits, type LimitName, type Limits } from './limits.ts'

export type Budgets = Readonly<Record<LimitName, AttemptBudget>>

/** One budget for each limit; those not given are the default ones. */
export function createBudgets({
  database,
  clock,
  limits = {},
}: {
  readonly database: Database
  readonly clock: Clock
  readonly limits?: Partial<Limits> | undefined
}): Budgets {
  const budget = (name: LimitName) =>
    createAttemptBudget({ database, clock, name, limit: limits[name] ?? defaultLimits[name] })
  return {
    lettersPerEmail: budget('lettersPerEmail'),
    lettersPerEmailPerDay: budget('lettersPerEmailPerDay'),
    lettersPerClient: budget('lettersPerClient'),
    guessesPerEmail: budget('guessesPerEmail'),
    wrongCodesPerEmailPerDay: budget('wrongCodesPerEmailPerDay'),
    signInsPerClient: budget('signInsPerClient'),
    signInsPerUser: budget('signInsPerUser'),
    ceremoniesPerClient: budget('ceremoniesPerClient'),
    registrationsPerUser: budget('registrationsPerUser'),
    accountCallsPerSession: budget('accountCallsPerSession'),
    accountCallsPerClient: budget('accountCallsPerClient'),
    gesturesPerSession: budget('gesturesPerSession'),
    noticesPerUser: budget('noticesPerUser'),
    signaturesPerUser: budget('signaturesPerUser'),
    signaturesPerClient: budget('signaturesPerClient'),
  }
}
