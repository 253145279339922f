/** The port through which the endpoint sends emails. An adapter must not log the text, which contains a code. */
export type Mail = {
  readonly send: (email: Email) => Promise<void>
}

export type Email = {
  /**
   * An ASCII address with its domain as DNS spells it. The local part may contain any character that RFC 5321 allows
   * without quotes, for example `'`, `|` or a backtick: pass it as a value, never in a command line or markup.
   */
  readonly to: string
  readonly subject: string
  readonly text: string
}
