import { type Channel, type Clock, isOpenKeyError, OpenKeyError, type WidgetMethods } from '@openkey/protocol'
import type { Link } from './createLink.ts'

const pingEveryMs = 5_000
const quietAfterMs = 2_000
const graceMs = 15_000

export type WatchOptions = {
  readonly channel: Channel<WidgetMethods>
  readonly clock: Clock
  readonly link: Pick<Link, 'setCloseable' | 'drop'>
  /** Fires when the widget owes no answer any more. */
  readonly settled: AbortSignal
}

/**
 * Step 6 of the handshake: a browser tells nobody that a frame hung or crashed, so a widget that owes an answer is
 * pinged. While one stays quiet the dialog offers a way out; one that stays silent has its channel closed with
 * `widget_unresponsive`.
 */
export function watchWidget({ channel, clock, link, settled: signal }: WatchOptions): void {
  let undo = clock.after(pingEveryMs, ping)

  async function ping() {
    undo = clock.after(pingEveryMs, ping)
    const undoQuiet = clock.after(quietAfterMs, () => link.setCloseable(true))
    try {
      await channel.call('ping', {}, { timeoutMs: graceMs, signal })
      link.setCloseable(false)
    } catch (error) {
      if (!isOpenKeyError(error, 'timeout')) return
      link.drop(new OpenKeyError('widget_unresponsive', `The widget did not answer for ${graceMs / 1_000} s.`))
    } finally {
      undoQuiet()
    }
  }

  signal.addEventListener('abort', () => undo())
}
