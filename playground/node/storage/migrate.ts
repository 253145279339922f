import * as z from 'zod'
import type { Database } from './database.ts'

/** Entry n migrates a database from version n to n + 1. Append new entries; never edit existing ones. */
const migrations: readonly (readonly string[])[] = [
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

const versionRow = z.object({ user_version: z.int() })

/** Migrates the tables to the latest version. @throws {Error} if a later version of the node wrote them */
export function migrate(database: Database): void {
  const from = database.first(versionRow, 'PRAGMA user_version')?.user_version ?? 0
  if (from > migrations.length) throw new Error('The database was written by a later version of the node.')
  for (const [index, statements] of [...migrations.entries()].slice(from)) {
    database.transaction(() => {
      for (const sql of statements) database.run(sql)
      database.run(`PRAGMA user_version = ${index + 1}`)
    })
  }
}
