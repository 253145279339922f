import type { Bootstrap, Stage } from '@openkey/protocol'
import type { Presented } from './link/choosePresentation.ts'

/** What an app may listen to. */
export type OpenKeyEvents = {
  /** Progress of the call a person is looking at. */
  readonly stage: { readonly method: 'connect' | 'signSiwe'; readonly name: Stage }
  /** What the key endpoint reported about provisioning the account. Information only. */
  readonly bootstrap: Bootstrap
  /** Where the widget is about to be shown, and why there. */
  readonly presentation: Presented
  /** The account is no longer connected. */
  readonly disconnect: undefined
}

export type Listen = <Name extends keyof OpenKeyEvents>(
  name: Name,
  listener: (event: OpenKeyEvents[Name]) => void,
) => () => void

export type Emit = <Name extends keyof OpenKeyEvents>(name: Name, event: OpenKeyEvents[Name]) => void

/** A listener that throws is reported by the browser and disturbs nobody else. */
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
