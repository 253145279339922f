import type { DebugRecord } from './debugRecord.ts'
import { createDecoder } from './decodeTraffic.ts'
import { tapPage } from './tapPage.ts'

export type OnDebugOptions = {
  /** URL of the widget, as given to `createOpenKey`. */
  readonly widgetUrl: string
}

/**
 * Reports each message between this page and the widget, decoded, with the decision of the guard. Call it before the
 * first call of the SDK: it reports only frames and windows that open later. Records hold no secret: signatures and
 * unknown members are replaced by their kind and size. An error of the listener is reported to the page.
 * @returns a function that ends the reports
 * @throws {TypeError} if `widgetUrl` is not a URL
 * @example
 * import { onDebug } from '@openkey/host-sdk/debug'
 *
 * const stop = onDebug(console.debug, { widgetUrl: 'https://openkey.example/' })
 */
export function onDebug(listener: (record: DebugRecord) => void, { widgetUrl }: OnDebugOptions): () => void {
  const decode = createDecoder()
  let isStopped = false
  tapPage(new URL(widgetUrl).origin, (traffic) => {
    // Decoded even if nobody listens: the guard must see every message.
    const record = decode(traffic, Date.now())
    if (isStopped) return
    try {
      listener(record)
    } catch (error) {
      // Thrown here, it would keep the message from the widget.
      reportError(error)
    }
  })
  return () => {
    isStopped = true
  }
}
