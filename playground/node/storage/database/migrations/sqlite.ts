import { recountBytes } from './recountBytes.ts'

/** Entry n migrates a database from version n to n + 1. Append new entries; never edit existing ones. */
export const sqliteMigrations: readonly (readonly string[])[] = [
  [
    `CREATE TABLE node (id TEXT NOT NULL) STRICT`,
    `CREATE TABLE space (id TEXT PRIMARY KEY, hosted_at INTEGER NOT NULL) STRICT`,
    `CREATE TABLE delegation (
       cid TEXT PRIMARY KEY,
       raw TEXT NOT NULL,
       delegator TEXT NOT NULL,
       delegatee TEXT NOT NULL,
       att TEXT NOT NULL,
       parents TEXT NOT NULL,
       not_before_ms REAL,
       expires_at_ms REAL
     ) STRICT`,
    `CREATE TABLE delegation_space (
       space TEXT NOT NULL,
       cid TEXT NOT NULL REFERENCES delegation (cid),
       PRIMARY KEY (space, cid)
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE replay (cid TEXT PRIMARY KEY, forget_at_ms REAL NOT NULL) STRICT, WITHOUT ROWID`,
    `CREATE INDEX replay_by_time ON replay (forget_at_ms)`,
    `CREATE TABLE kv (
       space TEXT NOT NULL REFERENCES space (id),
       key TEXT NOT NULL,
       etag TEXT NOT NULL,
       size INTEGER NOT NULL,
       headers TEXT NOT NULL,
       body BLOB,
       file TEXT,
       written_at INTEGER NOT NULL,
       PRIMARY KEY (space, key),
       CHECK ((body IS NULL) <> (file IS NULL))
     ) STRICT`,
    `CREATE UNIQUE INDEX kv_by_file ON kv (file) WHERE file IS NOT NULL`,
  ],
  [
    `CREATE TABLE sql_database (
       space TEXT NOT NULL REFERENCES space (id),
       name TEXT NOT NULL,
       bytes BLOB NOT NULL,
       revision INTEGER NOT NULL,
       written_at INTEGER NOT NULL,
       PRIMARY KEY (space, name)
     ) STRICT`,
    `ALTER TABLE space ADD COLUMN used_bytes INTEGER NOT NULL DEFAULT 0`,
    `UPDATE space SET used_bytes = (SELECT coalesce(sum(size), 0) FROM kv WHERE kv.space = space.id)`,
    ...countBytes('kv', (row) => `${row}.size`),
    ...countBytes('sql_database', (row) => `length(${row}.bytes)`),
    `CREATE TABLE encryption_network (
       id TEXT PRIMARY KEY,
       name TEXT NOT NULL,
       owner_did TEXT NOT NULL,
       public_key BLOB NOT NULL,
       sealed_key BLOB,
       created_at INTEGER NOT NULL,
       updated_at INTEGER NOT NULL
     ) STRICT`,
    `CREATE TABLE network_nonce (
       invoker TEXT NOT NULL,
       nonce TEXT NOT NULL,
       forget_at_ms REAL NOT NULL,
       PRIMARY KEY (invoker, nonce)
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX network_nonce_by_time ON network_nonce (forget_at_ms)`,
    `ALTER TABLE delegation ADD COLUMN is_terminal INTEGER NOT NULL DEFAULT 0`,
    `CREATE TABLE revocation (
       cid TEXT PRIMARY KEY REFERENCES delegation (cid),
       revoked_by TEXT NOT NULL,
       raw TEXT NOT NULL,
       revoked_at INTEGER NOT NULL
     ) STRICT`,
  ],
  [
    `CREATE INDEX delegation_by_delegator ON delegation (delegator)`,
    `CREATE INDEX delegation_by_delegatee ON delegation (delegatee)`,
  ],
  [
    `CREATE INDEX delegation_by_expiry ON delegation (expires_at_ms) WHERE expires_at_ms IS NOT NULL`,
    `CREATE INDEX delegation_space_by_cid ON delegation_space (cid)`,
  ],
  [`CREATE INDEX encryption_network_by_name ON encryption_network (name)`],
  [
    `CREATE TABLE delegation_parent (
       cid TEXT NOT NULL REFERENCES delegation (cid),
       parent TEXT NOT NULL,
       PRIMARY KEY (cid, parent)
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX delegation_parent_by_parent ON delegation_parent (parent)`,
    `INSERT OR IGNORE INTO delegation_parent (cid, parent)
       SELECT delegation.cid, named.value FROM delegation, json_each(delegation.parents) AS named`,
    ...['kv', 'sql_database'].flatMap((table) =>
      ['insert', 'update', 'delete'].map((event) => `DROP TRIGGER ${table}_after_${event}`),
    ),
    `DROP INDEX kv_by_file`,
    `CREATE INDEX kv_by_file ON kv (file) WHERE file IS NOT NULL`,
    `CREATE TABLE block (
       name TEXT PRIMARY KEY,
       hash TEXT NOT NULL,
       touched_at INTEGER NOT NULL
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX block_by_hash ON block (hash)`,
    `CREATE INDEX block_by_time ON block (touched_at)`,
    `INSERT INTO block (name, hash, touched_at) SELECT file, '', written_at FROM kv WHERE file IS NOT NULL`,
    `CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT`,
  ],
  [recountBytes],
]

/** Returns the triggers that keep `space.used_bytes` up to date on every write to a table. */
function countBytes(table: string, size: (row: string) => string): readonly string[] {
  const change = (event: string, delta: string, row: string) =>
    `CREATE TRIGGER ${table}_after_${event} AFTER ${event} ON ${table} BEGIN
       UPDATE space SET used_bytes = used_bytes + ${delta} WHERE id = ${row}.space;
     END`
  return [
    change('insert', size('NEW'), 'NEW'),
    change('update', `${size('NEW')} - ${size('OLD')}`, 'NEW'),
    change('delete', `0 - ${size('OLD')}`, 'OLD'),
  ]
}
