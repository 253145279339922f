import { recountBytes } from './recountBytes.ts'

/** Keys are bytes, because only those are compared exactly and without their trailing spaces removed. */
const text = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin'

/**
 * Entry n migrates a database from version n to n + 1. Append new entries; never edit existing ones. Processes of the
 * previous version still run when an entry is applied, so it only adds: what it replaces is dropped one version later.
 * MySQL commits each statement, so an entry that was interrupted is applied again: each statement is idempotent.
 */
export const mysqlMigrations: readonly (readonly string[])[] = [
  [
    `CREATE TABLE IF NOT EXISTS node (id VARCHAR(128) NOT NULL) ${text}`,
    `CREATE TABLE IF NOT EXISTS space (
       id VARBINARY(1024) PRIMARY KEY,
       hosted_at BIGINT NOT NULL,
       used_bytes BIGINT NOT NULL DEFAULT 0
     ) ${text}`,
    `CREATE TABLE IF NOT EXISTS delegation (
       cid VARBINARY(64) PRIMARY KEY,
       raw MEDIUMTEXT NOT NULL,
       delegator VARBINARY(512) NOT NULL,
       delegatee VARBINARY(512) NOT NULL,
       att MEDIUMTEXT NOT NULL,
       parents MEDIUMTEXT NOT NULL,
       not_before_ms DOUBLE,
       expires_at_ms DOUBLE,
       is_terminal INTEGER NOT NULL,
       INDEX delegation_by_delegator (delegator),
       INDEX delegation_by_delegatee (delegatee),
       INDEX delegation_by_expiry (expires_at_ms)
     ) ${text}`,
    `CREATE TABLE IF NOT EXISTS delegation_parent (
       cid VARBINARY(64) NOT NULL,
       parent VARBINARY(64) NOT NULL,
       PRIMARY KEY (cid, parent),
       FOREIGN KEY (cid) REFERENCES delegation (cid),
       INDEX delegation_parent_by_parent (parent)
     ) ${text}`,
    `CREATE TABLE IF NOT EXISTS delegation_space (
       space VARBINARY(1024) NOT NULL,
       cid VARBINARY(64) NOT NULL,
       PRIMARY KEY (space, cid),
       FOREIGN KEY (cid) REFERENCES delegation (cid),
       INDEX delegation_space_by_cid (cid)
     ) ${text}`,
    `CREATE TABLE IF NOT EXISTS revocation (
       cid VARBINARY(64) PRIMARY KEY,
       revoked_by VARCHAR(512) NOT NULL,
       raw MEDIUMTEXT NOT NULL,
       revoked_at BIGINT NOT NULL,
       FOREIGN KEY (cid) REFERENCES delegation (cid)
     ) ${text}`,
    `CREATE TABLE IF NOT EXISTS replay (cid VARBINARY(64) PRIMARY KEY, forget_at_ms DOUBLE NOT NULL, INDEX replay_by_time (forget_at_ms)) ${text}`,
    `CREATE TABLE IF NOT EXISTS block (name VARBINARY(128) PRIMARY KEY, hash VARBINARY(64) NOT NULL, touched_at BIGINT NOT NULL, INDEX block_by_hash (hash), INDEX block_by_time (touched_at)) ${text}`,
    `CREATE TABLE IF NOT EXISTS kv (
       space VARBINARY(1024) NOT NULL,
       "key" VARBINARY(1024) NOT NULL,
       etag VARCHAR(128) NOT NULL,
       size BIGINT NOT NULL,
       headers MEDIUMTEXT NOT NULL,
       body LONGBLOB,
       file VARBINARY(128),
       written_at BIGINT NOT NULL,
       PRIMARY KEY (space, "key"),
       CHECK ((body IS NULL) <> (file IS NULL)),
       FOREIGN KEY (space) REFERENCES space (id),
       FOREIGN KEY (file) REFERENCES block (name),
       INDEX kv_by_file (file)
     ) ${text}`,
    `CREATE TABLE IF NOT EXISTS sql_database (
       space VARBINARY(1024) NOT NULL,
       name VARBINARY(1024) NOT NULL,
       bytes LONGBLOB NOT NULL,
       revision BIGINT NOT NULL,
       written_at BIGINT NOT NULL,
       PRIMARY KEY (space, name),
       FOREIGN KEY (space) REFERENCES space (id)
     ) ${text}`,
    `CREATE TABLE IF NOT EXISTS encryption_network (
       id VARBINARY(1024) PRIMARY KEY,
       name VARBINARY(1024) NOT NULL,
       owner_did VARCHAR(512) NOT NULL,
       public_key LONGBLOB NOT NULL,
       sealed_key LONGBLOB,
       created_at BIGINT NOT NULL,
       updated_at BIGINT NOT NULL,
       INDEX encryption_network_by_name (name)
     ) ${text}`,
    `CREATE TABLE IF NOT EXISTS network_nonce (
       invoker VARBINARY(512) NOT NULL,
       nonce VARBINARY(256) NOT NULL,
       forget_at_ms DOUBLE NOT NULL,
       PRIMARY KEY (invoker, nonce),
       INDEX network_nonce_by_time (forget_at_ms)
     ) ${text}`,
    `CREATE TABLE IF NOT EXISTS lease (name VARCHAR(64) PRIMARY KEY, holder VARCHAR(64) NOT NULL, expires_at BIGINT NOT NULL) ${text}`,
  ],
  [recountBytes],
]
