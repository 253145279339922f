import { type Channel, type Clock, isOpenKeyError, OpenKeyError, type WidgetMethods } from '@openkey/protocol'
import type { WidgetConnection } from './createWidgetConnection.ts'

const pingIntervalMs = 5_000
const quietAfterMs = 2_000
const unresponsiveAfterMs = 15_000

export type WatchOptions = {
  readonly channel: Channel<WidgetMethods>
  readonly clock: Clock
  readonly connection: Pick<WidgetConnection, 'setCloseable' | 'disconnect'>
  /** Aborts when the request has settled. */
  readonly settled: AbortSignal
}

/**
 * Step 6 of the handshake: pings the widget while a request is open, because browsers do not report a frame that hangs
 * or crashes. The dialog shows its close button while a ping is late, and disconnects with `widget_unresponsive` when
 * one times out.
 */
export function watchWidget({ channel, clock, connection, settled: signal }: WatchOptions): void {
  let cancelPing = clock.after(pingIntervalMs, ping)

  async function ping() {
    cancelPing = clock.after(pingIntervalMs, ping)
    const cancelQuiet = clock.after(quietAfterMs, () => connection.setCloseable(true))
    try {
      await channel.call('ping', {}, { timeoutMs: unresponsiveAfterMs, signal })
      connection.setCloseable(false)
    } catch (error) {
      if (!isOpenKeyError(error, 'timeout')) return
      const message = `The widget did not answer for ${unresponsiveAfterMs / 1_000} s.`
      connection.disconnect(new OpenKeyError('widget_unresponsive', message))
    } finally {
      cancelQuiet()
    }
  }

  signal.addEventListener('abort', () => cancelPing())
}
