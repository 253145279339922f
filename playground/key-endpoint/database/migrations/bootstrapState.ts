/** Existing accounts allow automatic signing until their user turns it off. */
const autoSign = 'ALTER TABLE "user" ADD COLUMN auto_sign_enabled boolean NOT NULL DEFAULT true'

const state = `
  CREATE TABLE tinycloud_bootstrap_state (
    id text PRIMARY KEY,
    user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    key_id text NOT NULL REFERENCES key (id) ON DELETE CASCADE,
    address text NOT NULL,
    chain_id integer NOT NULL,
    tinycloud_host text NOT NULL,
    bootstrap_version text NOT NULL,
    status text NOT NULL CHECK (status IN ('in_progress', 'complete', 'failed')),
    attempt_id text,
    lock_expires_at timestamptz,
    started_at timestamptz NOT NULL,
    checked_at timestamptz NOT NULL,
    completed_at timestamptz,
    failure_code text,
    failure_reason text,
    steps jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT tinycloud_bootstrap_once UNIQUE (key_id, chain_id, tinycloud_host, bootstrap_version)
  )`

export const bootstrapState: readonly string[] = [autoSign, state]
