/** Challenges are stateless tokens now. */
const challenges = 'DROP TABLE passkey_challenge'

/** Counts that have run out are found without reading everybody's. */
const attempts = 'CREATE INDEX attempt_window_ends_at ON attempt (window_ends_at)'

/** Whether an e-mail code opens the account no longer. */
const passkeyRequired = 'ALTER TABLE "user" ADD COLUMN passkey_required boolean NOT NULL DEFAULT false'

/** The page that the widget says it was on; `top_origin` is the one that an authenticator has vouched for. */
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
