import type { Session } from '@openkey/protocol/session'
import { secretsSchema } from '../account/secretsSchema.ts'
import { executeSchema } from './executeSchema.ts'
import type { Provisioning } from './provisioning.ts'

/** Makes the table that describes secrets. */
export function createSecretsSchema(provisioning: Provisioning, session: Session, signal: AbortSignal): Promise<void> {
  return executeSchema(provisioning, session, { database: 'default', statements: secretsSchema }, signal)
}
