import type { Handlers, OpenKeyError, WidgetMethods } from '@openkey/protocol'

/** Answers for a widget that may not be used where it is: the app learns why, and that the widget lives. */
export function rejectingHandlers(error: OpenKeyError): Handlers<WidgetMethods> {
  const refuse = () => Promise.reject(error)
  return {
    connect: refuse,
    signSiwe: refuse,
    cancel: () => null,
    disconnect: refuse,
    appearance: () => null,
    ping: () => null,
  }
}
