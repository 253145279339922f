import type { Session } from '@openkey/protocol/session'
import { secretsSchema } from '../account/databaseSchemas.ts'
import { executeSchema } from '../client/sqlRequests.ts'
import type { Provisioning } from './provisioning.ts'

/** Creates the table for the metadata of secrets. */
export function createSecretsSchema(provisioning: Provisioning, session: Session, signal: AbortSignal): Promise<void> {
  return executeSchema(provisioning, session, { database: 'default', statements: secretsSchema }, signal)
}
