import type { Account, Bootstrap, Stage } from '@openkey/protocol'
import type { Presented } from './connection/choosePresentation.ts'

/** Events by name, each with the value that its listeners receive. */
export type OpenKeyEvents = {
  /** Progress of the open call. */
  readonly stage: { readonly method: 'connect' | 'signSiwe'; readonly name: Stage }
  /** Report of the key endpoint about provisioning the account. For information only. */
  readonly bootstrap: Bootstrap
  /** Where the widget is about to be shown, and why. */
  readonly presentation: Presented
  /** The account that is connected from now on, or `undefined` if none is. */
  readonly account: Account | undefined
  /** The account is no longer connected. */
  readonly disconnect: undefined
}

export type Listen = <Name extends keyof OpenKeyEvents>(
  name: Name,
  listener: (event: OpenKeyEvents[Name]) => void,
) => () => void

export type Emit = <Name extends keyof OpenKeyEvents>(name: Name, event: OpenKeyEvents[Name]) => void

/**
 * Creates the events of one instance. An error in a listener is reported by the browser and affects no other listener.
 */
export function createEvents(): { readonly on: Listen; readonly emit: Emit; readonly clear: () => void } {
  type Listener = { readonly name: keyof OpenKeyEvents; readonly notify: (event: never) => void }
  const listeners = new Set<Listener>()
  return {
    on(name, notify) {
      const listener = { name, notify }
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    emit(name, event) {
      for (const listener of listeners) {
        if (listener.name === name) queueMicrotask(() => listener.notify(event as never))
      }
    },
    clear: () => listeners.clear(),
  }
}
