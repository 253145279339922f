import type { Handlers, OpenKeyError, WidgetMethods } from '@openkey/protocol'

/** Creates handlers that reject every call with the reason why the widget cannot be used on this page. */
export function rejectingHandlers(error: OpenKeyError): Handlers<WidgetMethods> {
  const refuse = () => Promise.reject(error)
  return {
    connect: refuse,
    account: refuse,
    signSiwe: refuse,
    cancel: () => null,
    disconnect: refuse,
    appearance: () => null,
    ping: () => null,
  }
}
