import { accountBounds } from './accountBounds.ts'
import { bootstrapState } from './bootstrapState.ts'
import { boundSessions } from './boundSessions.ts'
import { emailCodes } from './emailCodes.ts'
import { firstTables } from './firstTables.ts'
import { usedOnce } from './usedOnce.ts'

/** SQL statements that migrate a database to the next version. */
export type Migration = readonly string[]

/** The version is the position in this list. Append only: a migration that has been applied must never change. */
export const migrations: readonly Migration[] = [
  firstTables,
  bootstrapState,
  boundSessions,
  usedOnce,
  accountBounds,
  emailCodes,
]
