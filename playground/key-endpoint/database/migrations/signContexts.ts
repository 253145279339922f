/** Messages whose user may narrow them before they are signed, and the last preview of each. */
const context = `
  CREATE TABLE sign_context (
    token_hash text PRIMARY KEY,
    user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    key_id text NOT NULL REFERENCES key (id) ON DELETE CASCADE,
    message text NOT NULL,
    preview_hash text,
    preview_message text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  )`

export const signContexts: readonly string[] = [
  context,
  'CREATE INDEX sign_context_user_id ON sign_context (user_id)',
  'CREATE INDEX sign_context_expires_at ON sign_context (expires_at)',
]
