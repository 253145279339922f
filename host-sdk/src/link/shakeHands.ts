import {
  type Channel,
  type Clock,
  type Handlers,
  type Hello,
  type HostMethods,
  hostChecks,
  type OpenKeyError,
  openChannel,
  protocolVersions,
  randomId,
  toJsonValue,
  type WidgetMethods,
} from '@openkey/protocol'
import type { Settings } from '../options.ts'
import type { Surface } from '../page/hostPage.ts'
import { versionMismatch } from './versionMismatch.ts'

export type ShakeHandsOptions = {
  readonly hello: Hello
  /** Highest version both sides speak. Without one the widget is told what this side speaks, and fails as well. */
  readonly version: number | undefined
  readonly surface: Surface
  readonly settings: Settings
  readonly clock: Clock
  readonly handlers: Omit<Handlers<HostMethods>, 'ready'>
  /** Called with the widget's `ready` message once it has accepted the connection. No call may be made before. */
  readonly onReady: (channel: Channel<WidgetMethods>, said: HostMethods['ready']['input']) => void
  readonly onClose: (error: OpenKeyError) => void
}

/**
 * Steps 3 and 5 of the handshake, host side, for a `hello` whose source, shape and origin are proven: answers it with
 * `connect` and two ports, to the widget's exact origin, and waits for `ready`.
 */
export function shakeHands(options: ShakeHandsOptions): Channel<WidgetMethods> {
  const { hello, version, surface, settings, clock, handlers, onReady, onClose } = options
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
      ready(accepted) {
        if (accepted.channel === id && accepted.version === version) onReady(channel, accepted)
        else channel.close(versionMismatch([accepted.version]))
      },
    },
  })

  const { appName, appearance } = settings
  const { theme, locale } = appearance
  surface.post(
    toJsonValue({
      type: 'openkey:connect',
      instance: hello.instance,
      versions: protocolVersions,
      channel: id,
      appName,
      theme,
      locale,
    }),
    [intoWidget.port2, intoHost.port2],
  )
  return channel
}
