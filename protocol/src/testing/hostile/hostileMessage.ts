/**
 * Messages of a hostile peer, as data, for the tests of the guard in Node and in browsers.
 * Must import nothing of Node's, and must build a fresh message each time.
 */
export type HostileMessage = {
  readonly name: string
  /** The code of the typed answer. Absent where the message names no id that could be answered. */
  readonly answer?: 'unsupported_method' | 'invalid_params' | 'message_too_large'
  readonly message: (id: string) => unknown
  /** Ports to send along. */
  readonly transfer?: () => MessagePort[]
}
