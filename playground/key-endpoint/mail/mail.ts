/** Where e-mail leaves the endpoint. The text holds a code: an adapter must not log it. */
export type Mail = {
  readonly send: (letter: Letter) => Promise<void>
}

export type Letter = {
  readonly to: string
  readonly subject: string
  readonly text: string
}
