/** Requests of programs to be connected to an account. The owner decides about them by user code. */
const request = `
  CREATE TABLE device_request (
    device_code_hash text PRIMARY KEY,
    user_code_hash text NOT NULL UNIQUE,
    program text NOT NULL,
    device_name text,
    network text,
    status text NOT NULL,
    user_id text REFERENCES "user" (id) ON DELETE CASCADE,
    key_id text REFERENCES key (id) ON DELETE CASCADE,
    interval_seconds integer NOT NULL,
    polled_at timestamptz,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  )`

/** Access tokens of the programs that an owner has connected. */
const token = `
  CREATE TABLE program_token (
    id text PRIMARY KEY,
    token_hash text NOT NULL UNIQUE,
    user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    key_id text NOT NULL REFERENCES key (id) ON DELETE CASCADE,
    program text NOT NULL,
    device_name text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  )`

export const deviceSignIn: readonly string[] = [
  request,
  'CREATE INDEX device_request_expires_at ON device_request (expires_at)',
  token,
  'CREATE INDEX program_token_user_id ON program_token (user_id)',
  'CREATE INDEX program_token_expires_at ON program_token (expires_at)',
]
