/** Where e-mail leaves the endpoint. The text holds a code: an adapter must not log it. */
export type Mail = {
  readonly send: (letter: Letter) => Promise<void>
}

export type Letter = {
  /**
   * One address in ASCII, with its domain as DNS spells it. Its local part may hold any character that RFC 5321 allows
   * without quotes, for example `'`, `|` or a backtick: an adapter passes it as a value, never into a command or markup.
   */
  readonly to: string
  readonly subject: string
  readonly text: string
}
