import { accountBounds } from './accountBounds.ts'
import { bootstrapState } from './bootstrapState.ts'
import { boundSessions } from './boundSessions.ts'
import { emailCodes } from './emailCodes.ts'
import { firstTables } from './firstTables.ts'
import { usedOnce } from './usedOnce.ts'

/** SQL statements that bring a database one version further. */
export type Migration = readonly string[]

/** The place in this list is the version. Must only ever grow at its end: what has been applied somewhere is fixed. */
export const migrations: readonly Migration[] = [
  firstTables,
  bootstrapState,
  boundSessions,
  usedOnce,
  accountBounds,
  emailCodes,
]
