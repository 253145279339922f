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

/** A value, a call, and a call of the one method `echo`, as comlink has them. */
export const raw = (value: unknown) => ({ type: 'RAW', value })
export const apply = (id: string, path: unknown, ...argumentList: unknown[]) => ({
  id,
  type: 'APPLY',
  path,
  argumentList,
})
export const echo = (id: string, value: unknown) => apply(id, ['echo'], raw(value))
