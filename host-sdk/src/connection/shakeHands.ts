import {
  type Channel,
  type Clock,
  type Handlers,
  type Hello,
  type HostMethods,
  hostChecks,
  OpenKeyError,
  openChannel,
  protocolVersions,
  randomId,
  toJsonValue,
  type WidgetMethods,
} from '@openkey/protocol'
import type { Settings } from '../options.ts'
import type { WidgetView } from '../page/hostPage.ts'

export type ShakeHandsOptions = {
  readonly hello: Hello
  /**
   * Highest version that both sides speak. Without one, the widget still receives our versions, so that it fails as
   * well.
   */
  readonly version: number | undefined
  readonly view: WidgetView
  readonly settings: Settings
  readonly clock: Clock
  readonly handlers: Omit<Handlers<HostMethods>, 'ready'>
  /** Called with the widget's `ready` message after it has accepted the connection. Calls must wait for it. */
  readonly onReady: (channel: Channel<WidgetMethods>, ready: HostMethods['ready']['input']) => void
  readonly onClose: (error: OpenKeyError) => void
}

/**
 * Steps 3 and 5 of the handshake, host side. The source, shape and origin of `hello` must have been checked. Answers it
 * with `connect` and two ports, posted to the widget's exact origin, and waits for `ready`.
 */
export function shakeHands(options: ShakeHandsOptions): Channel<WidgetMethods> {
  const { hello, version, view, settings, clock, handlers, onReady, onClose } = options
  const intoWidget = new MessageChannel()
  const intoHost = new MessageChannel()
  const id = randomId()

  const channel = openChannel<WidgetMethods, HostMethods>({
    calls: intoWidget.port1,
    serves: intoHost.port1,
    checks: hostChecks,
    clock,
    onClose,
    handlers: {
      ...handlers,
      ready(ready) {
        if (ready.channel === id && ready.version === version) onReady(channel, ready)
        else channel.close(versionMismatch([ready.version]))
      },
    },
  })

  const { appName, appearance } = settings
  const { theme, locale } = appearance
  view.post(
    toJsonValue({
      type: 'openkey:connect',
      instance: hello.instance,
      versions: protocolVersions,
      channel: id,
      appName,
      // Older widgets reject members that they do not know.
      ...(Number(version) > 2 ? appearance : { theme, locale }),
    }),
    [intoWidget.port2, intoHost.port2],
  )
  return channel
}

export function versionMismatch(received: readonly number[]): OpenKeyError {
  return new OpenKeyError('version_mismatch', 'SDK and widget share no version.', {
    details: { expected: protocolVersions.join(', '), received: received.join(', ') },
  })
}
