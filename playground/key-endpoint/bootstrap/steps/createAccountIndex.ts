import type { Session } from '@openkey/protocol/session'
import { accountSchema } from '../account/databaseSchemas.ts'
import { executeSchema } from './executeSchema.ts'
import type { Provisioning } from './provisioning.ts'

/** Makes the tables of the account index. Must precede every row of it. */
export function createAccountIndex(provisioning: Provisioning, session: Session, signal: AbortSignal): Promise<void> {
  return executeSchema(provisioning, session, { database: 'account', statements: accountSchema }, signal)
}
