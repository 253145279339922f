/** Removes the table of challenges, which are stateless tokens. */
const challenges = 'DROP TABLE passkey_challenge'

/** Adds an index that finds expired counts. */
const attempts = 'CREATE INDEX attempt_window_ends_at ON attempt (window_ends_at)'

/** Lets accounts require a passkey. */
const passkeyRequired = 'ALTER TABLE "user" ADD COLUMN passkey_required boolean NOT NULL DEFAULT false'

/** Adds the page that the widget reports. `top_origin` is the page that an authenticator has signed. */
const openedOn = 'ALTER TABLE session ADD COLUMN opened_on text'

const wrongCodeRun = `
  CREATE TABLE wrong_code_run (
    email text PRIMARY KEY,
    length integer NOT NULL,
    next_try_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  )`

export const accountBounds: readonly string[] = [
  challenges,
  attempts,
  passkeyRequired,
  openedOn,
  wrongCodeRun,
  'CREATE INDEX wrong_code_run_updated_at ON wrong_code_run (updated_at)',
]
