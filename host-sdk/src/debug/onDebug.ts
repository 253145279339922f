import type { DebugRecord } from './debugRecord.ts'
import { createDecoder } from './decodeTraffic.ts'
import { tapPage } from './tapPage.ts'

export type OnDebugOptions = {
  /** URL of the widget, as given to `createOpenKey`. */
  readonly widgetUrl: string
}

type Listener = (record: DebugRecord) => void

/** State that all calls of `onDebug` on a page share, so that the page is tapped once. */
type Tap = {
  /** Each in an object of its own, because the same function may be passed twice. */
  readonly subscriptions: Set<{ readonly listener: Listener }>
  readonly widgetOrigins: Set<string>
}

const taps = new WeakMap<Window, Tap>()

/**
 * Reports each message between this page and the widget, decoded, with the decision of the guard. Call it before the
 * first call of the SDK: it reports only frames and windows that open later. Records hold no secret: signatures and
 * unknown members are replaced by their kind and size. An error of the listener is reported to the page.
 * @returns a function that ends the reports to this listener
 * @throws {TypeError} if `widgetUrl` is not a URL
 * @example
 * import { onDebug } from '@openkey/host-sdk/debug'
 *
 * const stop = onDebug(console.debug, { widgetUrl: 'https://openkey.example/' })
 */
export function onDebug(listener: Listener, { widgetUrl }: OnDebugOptions): () => void {
  const { origin } = new URL(widgetUrl)
  const { subscriptions, widgetOrigins } = taps.get(window) ?? openTap()
  const subscription = { listener }
  widgetOrigins.add(origin)
  subscriptions.add(subscription)
  return () => {
    subscriptions.delete(subscription)
  }
}

function openTap(): Tap {
  const tap: Tap = { subscriptions: new Set(), widgetOrigins: new Set() }
  const decode = createDecoder()
  tapPage(
    (origin) => tap.widgetOrigins.has(origin),
    (traffic) => {
      // Decoded even if nobody listens: the guard must see every message.
      const record = decode(traffic, Date.now())
      for (const { listener } of tap.subscriptions) {
        try {
          listener(record)
        } catch (error) {
          // Thrown here, it would keep the message from the widget.
          reportError(error)
        }
      }
    },
  )
  taps.set(window, tap)
  return tap
}
