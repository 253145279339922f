const table = (name: string, columns: string) => `CREATE TABLE IF NOT EXISTS ${name} (${columns})`
const index = (name: string, on: string) => `CREATE INDEX IF NOT EXISTS ${name} ON ${on}`

/** Schema of the account index, database `account`. Every statement is idempotent and returns no rows. */
export const accountSchema = [
  table(
    'applications',
    'app_id TEXT PRIMARY KEY, name TEXT, description TEXT, updated_at TEXT, manifest_json TEXT NOT NULL',
  ),
  table('application_state', 'app_id TEXT PRIMARY KEY, manifest_hash TEXT NOT NULL, indexed_at TEXT NOT NULL'),
  table(
    'spaces',
    'space_id TEXT PRIMARY KEY, name TEXT NOT NULL, owner_did TEXT NOT NULL, type TEXT NOT NULL, ' +
      'permissions_json TEXT NOT NULL, status TEXT NOT NULL, registered_at TEXT, updated_at TEXT NOT NULL, ' +
      'expires_at TEXT',
  ),
  table(
    'delegations',
    'cid TEXT PRIMARY KEY, direction TEXT NOT NULL, space_id TEXT NOT NULL, space_name TEXT, ' +
      'counterparty_did TEXT NOT NULL, delegate_did TEXT NOT NULL, delegator_did TEXT, path TEXT NOT NULL, ' +
      'actions_json TEXT NOT NULL, expiry TEXT NOT NULL, status TEXT NOT NULL, created_at TEXT, ' +
      'updated_at TEXT NOT NULL',
  ),
  table('sync_state', 'source TEXT PRIMARY KEY, synced_at TEXT NOT NULL, count INTEGER NOT NULL'),
  index('idx_delegations_direction', 'delegations(direction)'),
  index('idx_delegations_space', 'delegations(space_id)'),
  index('idx_delegations_counterparty', 'delegations(counterparty_did)'),
  index('idx_spaces_owner', 'spaces(owner_did)'),
  index('idx_spaces_type', 'spaces(type)'),
] as const

/** Schema of the metadata of secrets, database `default` of the space `secrets`. */
export const secretsSchema = [
  'CREATE TABLE IF NOT EXISTS secret_records (scope TEXT NOT NULL, name TEXT NOT NULL, provider_id TEXT, ' +
    'custom_note TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, last_tested TEXT, test_status TEXT, ' +
    'test_message TEXT, PRIMARY KEY (scope, name))',
] as const
