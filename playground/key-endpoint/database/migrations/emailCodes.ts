const emailCode = `
  CREATE TABLE email_code (
    email text PRIMARY KEY,
    code text NOT NULL,
    tries integer NOT NULL,
    expires_at timestamptz NOT NULL
  )`

/** Adds one row per address for codes. Codes pending in the table of better-auth must be requested again. */
export const emailCodes: readonly string[] = [
  emailCode,
  'CREATE INDEX email_code_expires_at ON email_code (expires_at)',
]
