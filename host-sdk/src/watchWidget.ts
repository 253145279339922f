import { type Channel, type Clock, isOpenKeyError, OpenKeyError, type WidgetMethods } from '@openkey/protocol'

const pingEveryMs = 5_000
const graceMs = 15_000

/**
 * Step 6 of the handshake: a browser tells nobody that a frame hung or crashed, so a widget that owes an answer is
 * pinged. One that stays silent has its channel closed with `widget_unresponsive`.
 * @returns its undo
 */
export function watchWidget(channel: Channel<WidgetMethods>, clock: Clock, onSilent: (error: OpenKeyError) => void) {
  let undo = clock.after(pingEveryMs, ping)

  function ping() {
    undo = clock.after(pingEveryMs, ping)
    channel.call('ping', {}, { timeoutMs: graceMs }).catch((error: unknown) => {
      if (!isOpenKeyError(error, 'timeout')) return
      onSilent(new OpenKeyError('widget_unresponsive', `The widget did not answer for ${graceMs / 1_000} s.`))
    })
  }

  return () => undo()
}
