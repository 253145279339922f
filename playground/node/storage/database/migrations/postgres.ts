import { recountBytes } from './recountBytes.ts'

/**
 * Entry n migrates a database from version n to n + 1. Append new entries; never edit existing ones. Processes of the
 * previous version still run when an entry is applied, so it only adds: what it replaces is dropped one version later.
 */
export const postgresMigrations: readonly (readonly string[])[] = [
  [
    `CREATE TABLE node (id TEXT NOT NULL)`,
    `CREATE TABLE space (
       id TEXT COLLATE "C" PRIMARY KEY,
       hosted_at BIGINT NOT NULL,
       used_bytes BIGINT NOT NULL DEFAULT 0
     )`,
    `CREATE TABLE delegation (
       cid TEXT COLLATE "C" PRIMARY KEY,
       raw TEXT NOT NULL,
       delegator TEXT COLLATE "C" NOT NULL,
       delegatee TEXT COLLATE "C" NOT NULL,
       att TEXT NOT NULL,
       parents TEXT NOT NULL,
       not_before_ms DOUBLE PRECISION,
       expires_at_ms DOUBLE PRECISION,
       is_terminal INTEGER NOT NULL
     )`,
    `CREATE INDEX delegation_by_delegator ON delegation (delegator)`,
    `CREATE INDEX delegation_by_delegatee ON delegation (delegatee)`,
    `CREATE INDEX delegation_by_expiry ON delegation (expires_at_ms) WHERE expires_at_ms IS NOT NULL`,
    `CREATE TABLE delegation_parent (
       cid TEXT COLLATE "C" NOT NULL REFERENCES delegation (cid),
       parent TEXT COLLATE "C" NOT NULL,
       PRIMARY KEY (cid, parent)
     )`,
    `CREATE INDEX delegation_parent_by_parent ON delegation_parent (parent)`,
    `CREATE TABLE delegation_space (
       space TEXT COLLATE "C" NOT NULL,
       cid TEXT COLLATE "C" NOT NULL REFERENCES delegation (cid),
       PRIMARY KEY (space, cid)
     )`,
    `CREATE INDEX delegation_space_by_cid ON delegation_space (cid)`,
    `CREATE TABLE revocation (
       cid TEXT COLLATE "C" PRIMARY KEY REFERENCES delegation (cid),
       revoked_by TEXT NOT NULL,
       raw TEXT NOT NULL,
       revoked_at BIGINT NOT NULL
     )`,
    `CREATE TABLE replay (cid TEXT COLLATE "C" PRIMARY KEY, forget_at_ms DOUBLE PRECISION NOT NULL)`,
    `CREATE INDEX replay_by_time ON replay (forget_at_ms)`,
    `CREATE TABLE block (name TEXT COLLATE "C" PRIMARY KEY, hash TEXT COLLATE "C" NOT NULL, touched_at BIGINT NOT NULL)`,
    `CREATE INDEX block_by_hash ON block (hash)`,
    `CREATE INDEX block_by_time ON block (touched_at)`,
    `CREATE TABLE kv (
       space TEXT COLLATE "C" NOT NULL REFERENCES space (id),
       "key" TEXT COLLATE "C" NOT NULL,
       etag TEXT NOT NULL,
       size BIGINT NOT NULL,
       headers TEXT NOT NULL,
       body BYTEA,
       file TEXT COLLATE "C" REFERENCES block (name),
       written_at BIGINT NOT NULL,
       PRIMARY KEY (space, "key"),
       CHECK ((body IS NULL) <> (file IS NULL))
     )`,
    `CREATE INDEX kv_by_file ON kv (file) WHERE file IS NOT NULL`,
    `CREATE TABLE sql_database (
       space TEXT COLLATE "C" NOT NULL REFERENCES space (id),
       name TEXT COLLATE "C" NOT NULL,
       bytes BYTEA NOT NULL,
       revision BIGINT NOT NULL,
       written_at BIGINT NOT NULL,
       PRIMARY KEY (space, name)
     )`,
    `CREATE TABLE encryption_network (
       id TEXT COLLATE "C" PRIMARY KEY,
       name TEXT COLLATE "C" NOT NULL,
       owner_did TEXT NOT NULL,
       public_key BYTEA NOT NULL,
       sealed_key BYTEA,
       created_at BIGINT NOT NULL,
       updated_at BIGINT NOT NULL
     )`,
    `CREATE INDEX encryption_network_by_name ON encryption_network (name)`,
    `CREATE TABLE network_nonce (
       invoker TEXT COLLATE "C" NOT NULL,
       nonce TEXT COLLATE "C" NOT NULL,
       forget_at_ms DOUBLE PRECISION NOT NULL,
       PRIMARY KEY (invoker, nonce)
     )`,
    `CREATE INDEX network_nonce_by_time ON network_nonce (forget_at_ms)`,
    `CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, expires_at BIGINT NOT NULL)`,
  ],
  [recountBytes],
]
