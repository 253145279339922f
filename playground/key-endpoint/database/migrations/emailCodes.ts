const emailCode = `
  CREATE TABLE email_code (
    email text PRIMARY KEY,
    code text NOT NULL,
    tries integer NOT NULL,
    expires_at timestamptz NOT NULL
  )`

/** One code for each address. Codes that are pending under the library's table are asked for again. */
export const emailCodes: readonly string[] = [
  emailCode,
  'CREATE INDEX email_code_expires_at ON email_code (expires_at)',
]
