const user = `
  CREATE TABLE "user" (
    id text PRIMARY KEY,
    name text NOT NULL,
    email text NOT NULL UNIQUE,
    email_verified boolean NOT NULL,
    image text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  )`

const session = `
  CREATE TABLE session (
    id text PRIMARY KEY,
    token text NOT NULL UNIQUE,
    user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    ip_address text,
    user_agent text,
    top_origin text
  )`

const account = `
  CREATE TABLE account (
    id text PRIMARY KEY,
    account_id text NOT NULL,
    provider_id text NOT NULL,
    user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    password text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  )`

const verification = `
  CREATE TABLE verification (
    id text PRIMARY KEY,
    identifier text NOT NULL,
    value text NOT NULL,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  )`

const passkey = `
  CREATE TABLE passkey (
    id text PRIMARY KEY,
    user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    name text,
    public_key bytea NOT NULL,
    counter bigint NOT NULL,
    transports text[] NOT NULL,
    device_type text NOT NULL,
    is_backed_up boolean NOT NULL,
    created_at timestamptz NOT NULL
  )`

const passkeyChallenge = `
  CREATE TABLE passkey_challenge (
    token text PRIMARY KEY,
    challenge text NOT NULL,
    user_id text REFERENCES "user" (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
  )`

const key = `
  CREATE TABLE key (
    id text PRIMARY KEY,
    user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    address text NOT NULL UNIQUE,
    key_type text NOT NULL CHECK (key_type IN ('MANAGED', 'EXTERNAL')),
    key_index integer NOT NULL,
    label text NOT NULL,
    sealing_context bytea,
    sealed bytea,
    archived_at timestamptz,
    created_at timestamptz NOT NULL,
    CONSTRAINT key_user_index UNIQUE (user_id, key_index),
    CONSTRAINT key_sealed CHECK ((key_type = 'MANAGED') = (sealed IS NOT NULL AND sealing_context IS NOT NULL))
  )`

const sealingCanary = `
  CREATE TABLE sealing_canary (
    id integer PRIMARY KEY CHECK (id = 1),
    sealing_context bytea NOT NULL,
    sealed bytea NOT NULL
  )`

const attempt = `
  CREATE TABLE attempt (
    subject text PRIMARY KEY,
    count integer NOT NULL,
    window_ends_at timestamptz NOT NULL
  )`

export const firstTables: readonly string[] = [
  user,
  session,
  'CREATE INDEX session_user_id ON session (user_id)',
  account,
  verification,
  'CREATE INDEX verification_identifier ON verification (identifier)',
  passkey,
  'CREATE INDEX passkey_user_id ON passkey (user_id)',
  passkeyChallenge,
  key,
  sealingCanary,
  attempt,
]
