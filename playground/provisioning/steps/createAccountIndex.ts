import type { Session } from '@openkey/protocol/session'
import { accountSchema } from '../account/databaseSchemas.ts'
import { executeSchema } from '../client/sqlRequests.ts'
import type { Provisioning } from './provisioning.ts'

/** Creates the tables of the account index. Must run before any row is written. */
export function createAccountIndex(provisioning: Provisioning, session: Session, signal: AbortSignal): Promise<void> {
  return executeSchema(provisioning, session, { database: 'account', statements: accountSchema }, signal)
}
