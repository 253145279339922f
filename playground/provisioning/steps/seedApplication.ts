import type { Session } from '@openkey/protocol/session'
import { manifestHash, secretsManifest } from '../account/secretsManifest.ts'
import { putValue } from '../client/putValue.ts'
import { writeRows } from '../client/sqlRequests.ts'
import type { Provisioning } from './provisioning.ts'

/** Adds the secrets application to the registry, in the format of the clients: a list of manifests and its hash. */
export async function seedApplication(
  provisioning: Provisioning,
  session: Session,
  signal: AbortSignal,
): Promise<void> {
  const { app_id, name } = secretsManifest
  const manifests = [secretsManifest]
  const manifest_hash = manifestHash(manifests)
  const at = new Date(provisioning.clock.now()).toISOString()
  const value = { app_id, manifests, manifest_hash, updated_at: at }
  await putValue(provisioning, session, { key: `applications/${app_id}`, value }, signal)
  const manifest_json = JSON.stringify(manifests)
  const rows = [
    { table: 'applications', columns: { app_id, name, description: null, updated_at: at, manifest_json } },
    { table: 'application_state', columns: { app_id, manifest_hash, indexed_at: at } },
  ]
  await writeRows(provisioning, session, { database: 'account', rows }, signal)
}
