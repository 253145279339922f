import {
  type Channel,
  type Clock,
  type Handlers,
  type Hello,
  type HostMethods,
  isOpenKeyError,
  negotiateVersion,
  OpenKeyError,
  protocolVersions,
  readHello,
  type WidgetMethods,
  withDeadline,
} from '@openkey/protocol'
import { typed } from '../calls/typed.ts'
import { checkWindows, openerSevered } from '../checks/checkWindows.ts'
import type { Settings } from '../options.ts'
import type { HostPage, Leaving, Surface, SurfaceOptions } from '../page/hostPage.ts'
import { choosePresentation, type Presented } from './choosePresentation.ts'
import { defer } from './defer.ts'
import { shakeHands } from './shakeHands.ts'
import { versionMismatch } from './versionMismatch.ts'

export type LinkOptions = {
  readonly page: HostPage
  readonly settings: Settings
  readonly clock: Clock
  readonly handlers: Omit<Handlers<HostMethods>, 'ready' | 'resize'>
  readonly onLeave: (how: Leaving) => void
  readonly onPresent: (presented: Presented) => void
}

/** Frame or window, and the channel into it, through reloads and failures. It is opened on first use. */
export type Link = {
  /** @throws {OpenKeyError} `popup_blocked`, `opener_severed` where a window is to be opened */
  readonly show: () => void
  readonly hide: () => void
  /** Whether a person can see what is shown. */
  readonly isVisible: () => boolean
  /** Whether the close button around the frame is offered: while the widget is quiet. */
  readonly setCloseable: (isCloseable: boolean) => void
  /** Whether the widget has reported that this origin's approval needs a window. */
  readonly asksInWindow: () => boolean
  /** Records that the user has approved this origin, or that the approval was dropped. */
  readonly setApproved: (isApproved: boolean) => void
  /** Whether the widget lives in a window that only a press can open. */
  readonly needsPress: () => boolean
  /**
   * The channel, once the widget is ready.
   * @throws {OpenKeyError} `frame_blocked`, `version_mismatch`, `opener_severed`, `presentation_unavailable`
   */
  readonly channel: () => Promise<Channel<WidgetMethods>>
  /** Fails whatever is open and takes frame or window away; the next use starts afresh. */
  readonly drop: (error: OpenKeyError) => void
}

/** A frame that is still loading may take so many times longer than one that is silent. */
const slowFactor = 6

export function createLink({ page, settings, clock, handlers, onLeave, onPresent }: LinkOptions): Link {
  const { widgetUrl: url, widgetOrigin: origin, appearance, container, connectTimeoutMs } = settings
  let surface: Surface | undefined
  let isWindow = false
  let isShown = false
  /** The document that said hello last: each is answered once. */
  let instance: string | undefined
  let current: Channel<WidgetMethods> | undefined
  let ready = defer<Channel<WidgetMethods>>()
  /** Where the user approves requests of this origin. */
  let approval: HostMethods['ready']['input']['approval']
  /** Loads of the frame that no hello has claimed; −1 while a document that said hello is still loading. */
  let loads = 0
  /** The frame is refused, and the user is offered a window. */
  let blocked: { readonly error: OpenKeyError; readonly undo: () => void } | undefined

  /** Who waits for the widget goes on waiting, for its next start. */
  function close(error: OpenKeyError) {
    const [closed, next] = [current, defer<Channel<WidgetMethods>>()]
    current = approval = undefined
    ready.resolve(next.promise)
    ready = next
    surface?.setCloseable(true)
    closed?.close(error)
  }

  function takeAway() {
    const removed = surface
    surface = blocked = instance = undefined
    loads = 0
    removed?.remove()
  }

  function drop(error: OpenKeyError) {
    close(error)
    isShown = false
    takeAway()
    const waiting = ready
    ready = defer()
    waiting.reject(error)
  }

  function greet(hello: Hello, opened: Surface) {
    const version = negotiateVersion(protocolVersions, hello.versions)
    const channel = shakeHands({
      hello,
      version,
      surface: opened,
      settings,
      clock,
      handlers: { ...handlers, resize: opened.resize },
      onReady(_, said) {
        if (current !== channel) return
        approval = said.approval
        opened.setCloseable(false)
        blocked?.undo()
        blocked = undefined
        ready.resolve(channel)
      },
      onClose(error) {
        if (current === channel) drop(error)
      },
    })
    current = channel
    loads = loads > 0 ? 0 : -1
    if (version === undefined) drop(versionMismatch(hello.versions))
  }

  function open({ name, reason }: Presented = choosePresentation(settings, page)): Surface {
    isWindow = name === 'window'
    if (isWindow) checkWindows(page)
    onPresent({ name, reason })
    const shared: SurfaceOptions = {
      url,
      origin,
      onMessage(message) {
        const hello = readHello(message.data)
        if (hello === undefined || message.origin !== origin || hello.instance === instance) return
        instance = hello.instance
        close(new OpenKeyError('channel_closed', 'The widget was started again.'))
        try {
          greet(hello, opened)
        } catch (error) {
          drop(typed(error))
        }
      },
      onRemoved() {
        if (isWindow && instance === undefined) return drop(openerSevered())
        if (isWindow) onLeave('window_closed')
        drop(new OpenKeyError('channel_closed', 'Frame or window is gone.'))
      },
    }
    const opened = isWindow
      ? page.openWindow(shared)
      : page.openFrame({
          ...shared,
          container: name === 'inline' ? container : undefined,
          theme: appearance.theme ?? 'auto',
          onLeave: (how) => (blocked === undefined ? onLeave(how) : drop(blocked.error)),
          onLoad() {
            loads += 1
            if (loads > 0) close(new OpenKeyError('channel_closed', 'The frame was loaded again.'))
          },
        })
    surface = opened
    return opened
  }

  /** Frame or window, a fresh one where the page has taken it away. */
  function use(): Surface {
    surface?.look()
    return surface ?? open()
  }

  function goOnInWindow() {
    takeAway()
    try {
      open({ name: 'window', reason: 'frame_blocked' }).show()
    } catch (error) {
      if (isOpenKeyError(error)) drop(error)
    }
  }

  const needsPress = () => surface === undefined && choosePresentation(settings, page).name === 'window'
  const wait = () => ready.promise

  return {
    show() {
      use().show()
      isShown = true
    },
    hide() {
      isShown = false
      surface?.hide()
    },
    isVisible: () => surface?.isVisible() !== false,
    setCloseable: (isCloseable) => surface?.setCloseable(isCloseable),
    asksInWindow: () => approval === 'window',
    setApproved(isApproved) {
      if (approval === 'window' || approval === 'repeats') approval = isApproved ? 'repeats' : 'window'
    },
    needsPress,
    drop,
    async channel() {
      if (needsPress()) throw new OpenKeyError('presentation_unavailable', 'A window opens with a call people answer.')
      use()
      for (let chances = slowFactor; ; chances--) {
        try {
          return await withDeadline({ clock, timeoutMs: connectTimeoutMs }, wait)
        } catch (error) {
          if (!isOpenKeyError(error, 'timeout')) throw error
          // Whoever looks at a window sees for themselves what it does, and closes it.
          if (isWindow) return wait()
          const silence = new OpenKeyError('frame_blocked', `The widget did not start within ${connectTimeoutMs} ms.`)
          if (isShown && settings.presentation === 'auto' && !page.isIsolated) {
            blocked ??= { error: silence, undo: use().offerWindow(goOnInWindow) }
            return wait()
          }
          // Whoever looks at a dialog has a way out of it, and the next frame would load as slowly.
          if (isShown && chances > 1 && use().isLoading?.()) continue
          drop(silence)
          throw silence
        }
      }
    },
  }
}
