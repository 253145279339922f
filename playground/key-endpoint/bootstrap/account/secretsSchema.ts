/** What is known about secrets besides their values, database `default` of the space `secrets`. */
export const secretsSchema = [
  'CREATE TABLE IF NOT EXISTS secret_records (scope TEXT NOT NULL, name TEXT NOT NULL, provider_id TEXT, ' +
    'custom_note TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, last_tested TEXT, test_status TEXT, ' +
    'test_message TEXT, PRIMARY KEY (scope, name))',
] as const
