import {
  type Channel,
  type Clock,
  type Fail,
  type Handlers,
  type Hello,
  type HostMethods,
  isOpenKeyError,
  negotiateVersion,
  OpenKeyError,
  protocolVersions,
  readHello,
  settleOnce,
  type WidgetMethods,
} from '@openkey/protocol'
import type { Frame, HostPage, Leaving } from './hostPage.ts'
import type { Settings } from './options.ts'
import { shakeHands } from './shakeHands.ts'
import { versionMismatch } from './versionMismatch.ts'

export type LinkOptions = {
  readonly page: HostPage
  readonly settings: Settings
  readonly clock: Clock
  readonly handlers: Omit<Handlers<HostMethods>, 'ready' | 'resize'>
  readonly onLeave: (how: Leaving) => void
}

/** The frame and the channel into it, through reloads and failures. The frame is opened on first use. */
export type Link = {
  readonly show: () => void
  readonly hide: () => void
  /** Offers the close button around the frame while the widget is quiet, and takes it away when it answers. */
  readonly offerClose: () => void
  readonly withholdClose: () => void
  /**
   * The channel, once the widget is ready.
   * @throws {OpenKeyError} `frame_blocked`, `version_mismatch`
   */
  readonly channel: () => Promise<Channel<WidgetMethods>>
  /** Fails whatever is open and takes the frame away; the next use starts afresh. */
  readonly drop: (error: OpenKeyError) => void
}

/** One document in the frame. Its load event may come before or after its `hello`. */
type Greeted = { readonly channel: Channel<WidgetMethods>; hasLoaded: boolean; isReady: boolean }

type Waiting = { readonly resolve: (channel: Channel<WidgetMethods>) => void; readonly fail: Fail }

export function createLink({ page, settings, clock, handlers, onLeave }: LinkOptions): Link {
  const { widgetUrl: url, widgetOrigin: origin, appearance, connectTimeoutMs } = settings
  const waiting = new Set<Waiting>()
  const instances = new Set<string>()
  let frame: Frame | undefined
  let current: Greeted | undefined
  /** A load no `hello` has been heard of yet. */
  let hasStrayLoad = false

  function close(error: OpenKeyError) {
    const closed = current
    current = undefined
    frame?.offerClose()
    closed?.channel.close(error)
  }

  function drop(error: OpenKeyError) {
    close(error)
    for (const { fail } of waiting) fail(error)
    instances.clear()
    hasStrayLoad = false
    frame?.remove()
    frame = undefined
  }

  function greet(hello: Hello, opened: Frame) {
    const version = negotiateVersion(protocolVersions, hello.versions)
    if (version === undefined) return drop(versionMismatch(hello.versions))
    const channel = shakeHands({
      hello,
      version,
      frame: opened,
      settings,
      clock,
      handlers: {
        ...handlers,
        resize({ heightPx }) {
          opened.setHeightPx(heightPx)
        },
      },
      onReady() {
        greeted.isReady = true
        opened.withholdClose()
        for (const { resolve } of waiting) resolve(channel)
      },
      onClose(error) {
        if (current === greeted) drop(error)
      },
    })
    const greeted: Greeted = { channel, hasLoaded: hasStrayLoad, isReady: false }
    hasStrayLoad = false
    current = greeted
  }

  function open(): Frame {
    const opened = page.openFrame({
      url,
      origin,
      theme: appearance.theme ?? 'auto',
      onLeave,
      onRemoved: () => drop(new OpenKeyError('channel_closed', 'The frame was removed from the page.')),
      onLoad() {
        if (current !== undefined && !current.hasLoaded) {
          current.hasLoaded = true
          return
        }
        hasStrayLoad = true
        close(new OpenKeyError('channel_closed', 'The frame was loaded again.'))
      },
      onMessage(message) {
        const hello = readHello(message.data)
        if (hello === undefined || message.origin !== origin || instances.has(hello.instance)) return
        instances.add(hello.instance)
        close(new OpenKeyError('channel_closed', 'The widget was started again.'))
        greet(hello, opened)
      },
    })
    return opened
  }

  return {
    show() {
      frame ??= open()
      frame.show()
    },
    hide: () => frame?.hide(),
    offerClose: () => frame?.offerClose(),
    withholdClose: () => frame?.withholdClose(),
    drop,
    async channel() {
      if (current?.isReady) return current.channel
      frame ??= open()
      let waiter: Waiting | undefined
      try {
        return await settleOnce({ clock, timeoutMs: connectTimeoutMs }, (fail) => {
          return new Promise((resolve) => {
            waiter = { resolve, fail }
            waiting.add(waiter)
          })
        })
      } catch (error) {
        if (!isOpenKeyError(error, 'timeout')) throw error
        const blocked = new OpenKeyError('frame_blocked', `The widget did not start within ${connectTimeoutMs} ms.`)
        drop(blocked)
        throw blocked
      } finally {
        if (waiter !== undefined) waiting.delete(waiter)
      }
    },
  }
}
