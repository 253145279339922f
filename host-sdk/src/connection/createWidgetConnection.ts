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
import { toOpenKeyError } from '../calls/toOpenKeyError.ts'
import { checkWindows, openerSevered } from '../checks/checkWindows.ts'
import type { Settings } from '../options.ts'
import type { DismissReason, HostPage, WidgetView, WidgetViewOptions } from '../page/hostPage.ts'
import { choosePresentation, type Presented } from './choosePresentation.ts'
import { defer } from './defer.ts'
import { shakeHands, versionMismatch } from './shakeHands.ts'

export type WidgetConnectionOptions = {
  readonly page: HostPage
  readonly settings: Settings
  readonly clock: Clock
  readonly handlers: Omit<Handlers<HostMethods>, 'ready' | 'resize'>
  readonly onDismiss: (how: DismissReason) => void
  readonly onPresent: (presented: Presented) => void
}

/**
 * A frame or window and the channel into it. Opens on first use, and reconnects after the widget reloads or the page
 * removes the frame.
 */
export type WidgetConnection = {
  /** @throws {OpenKeyError} `popup_blocked`, `opener_severed` if a window is to be opened */
  readonly show: () => void
  readonly hide: () => void
  /** Whether the user can see the frame or window. */
  readonly isVisible: () => boolean
  /** Shows or hides the close button around the frame. */
  readonly setCloseable: (isCloseable: boolean) => void
  /** Version of the protocol that the widget and this SDK speak. Known once the channel is. */
  readonly version: () => number
  /** Whether the widget has reported that this origin's approval requires a window. */
  readonly needsWindow: () => boolean
  /** Records that the user has approved this origin, or that the approval was dropped. */
  readonly setApproved: (isApproved: boolean) => void
  /** Whether the widget lives in a window that can be opened only during a user activation. */
  readonly requiresUserActivation: () => boolean
  /**
   * Resolves with the channel once the widget is ready.
   * @throws {OpenKeyError} `frame_blocked`, `version_mismatch`, `opener_severed`, `presentation_unavailable`
   */
  readonly channel: () => Promise<Channel<WidgetMethods>>
  /** Rejects every open call and removes the frame or window. The next use reconnects. */
  readonly disconnect: (error: OpenKeyError) => void
}

/** A frame that is still loading may take this many times longer than a silent one. */
const slowFactor = 6

export function createWidgetConnection(options: WidgetConnectionOptions): WidgetConnection {
  const { page, settings, clock, handlers, onDismiss, onPresent } = options
  const { widgetUrl: url, widgetOrigin: origin, appearance, container, connectTimeoutMs } = settings
  let view: WidgetView | undefined
  let isWindow = false
  let isShown = false
  /** The document that sent the last `hello`. Each document is answered once. */
  let instance: string | undefined
  let current: Channel<WidgetMethods> | undefined
  let ready = defer<Channel<WidgetMethods>>()
  /** Where the user approves requests of this origin. */
  let approval: HostMethods['ready']['input']['approval']
  let spoken = 0
  /** Loads of the frame without a `hello` yet. −1 while a document that has sent its `hello` is still loading. */
  let loads = 0
  /** Set while the frame is blocked and the user is offered a window. */
  let blocked: { readonly error: OpenKeyError; readonly restore: () => void } | undefined

  /** Closes the channel. Calls that wait for the widget go on waiting for its next start. */
  function close(error: OpenKeyError) {
    const [closed, next] = [current, defer<Channel<WidgetMethods>>()]
    current = approval = undefined
    ready.resolve(next.promise)
    ready = next
    view?.setCloseable(true)
    closed?.close(error)
  }

  function removeView() {
    const removed = view
    view = blocked = instance = undefined
    loads = 0
    removed?.remove()
  }

  function disconnect(error: OpenKeyError) {
    close(error)
    isShown = false
    removeView()
    const waiting = ready
    ready = defer()
    waiting.reject(error)
  }

  function acceptHello(hello: Hello, opened: WidgetView) {
    const version = negotiateVersion(protocolVersions, hello.versions)
    const channel = shakeHands({
      hello,
      version,
      view: opened,
      settings,
      clock,
      handlers: { ...handlers, resize: opened.resize },
      onReady(_, message) {
        if (current !== channel) return
        approval = message.approval
        spoken = message.version
        opened.setCloseable(false)
        blocked?.restore()
        blocked = undefined
        ready.resolve(channel)
      },
      onClose(error) {
        if (current === channel) disconnect(error)
      },
    })
    current = channel
    loads = loads > 0 ? 0 : -1
    if (version === undefined) disconnect(versionMismatch(hello.versions))
  }

  function open({ name, reason }: Presented = choosePresentation(settings, page)): WidgetView {
    isWindow = name === 'window'
    if (isWindow) checkWindows(page)
    onPresent({ name, reason })
    const shared: WidgetViewOptions = {
      url,
      origin,
      onMessage(message) {
        const hello = readHello(message.data)
        if (hello === undefined || message.origin !== origin || hello.instance === instance) return
        instance = hello.instance
        close(new OpenKeyError('channel_closed', 'The widget reloaded.'))
        try {
          acceptHello(hello, opened)
        } catch (error) {
          disconnect(toOpenKeyError(error))
        }
      },
      onRemoved() {
        if (isWindow && instance === undefined) return disconnect(openerSevered())
        if (isWindow) onDismiss('window_closed')
        disconnect(new OpenKeyError('channel_closed', 'The widget was removed.'))
      },
    }
    const opened = isWindow
      ? page.openWindow(shared)
      : page.openFrame({
          ...shared,
          container: name === 'inline' ? container : undefined,
          theme: appearance.theme ?? 'auto',
          onDismiss: (how) => (blocked === undefined ? onDismiss(how) : disconnect(blocked.error)),
          onLoad() {
            loads += 1
            if (loads > 0) close(new OpenKeyError('channel_closed', 'The widget frame navigated.'))
          },
        })
    view = opened
    return opened
  }

  /** Returns the frame or window, and opens another one if the page has removed it. */
  function ensureView(): WidgetView {
    view?.detectRemoval()
    return view ?? open()
  }

  function continueInWindow() {
    removeView()
    try {
      open({ name: 'window', reason: 'frame_blocked' }).show()
    } catch (error) {
      if (isOpenKeyError(error)) disconnect(error)
    }
  }

  const requiresUserActivation = () => view === undefined && choosePresentation(settings, page).name === 'window'
  const wait = () => ready.promise

  return {
    show() {
      ensureView().show()
      isShown = true
    },
    hide() {
      isShown = false
      view?.hide()
    },
    isVisible: () => view?.isVisible() !== false,
    setCloseable: (isCloseable) => view?.setCloseable(isCloseable),
    version: () => spoken,
    needsWindow: () => approval === 'window',
    setApproved(isApproved) {
      if (approval === 'window' || approval === 'repeats') approval = isApproved ? 'repeats' : 'window'
    },
    requiresUserActivation,
    disconnect,
    async channel() {
      if (requiresUserActivation()) {
        throw new OpenKeyError('presentation_unavailable', 'No window is open: call connect() from a click first.')
      }
      try {
        ensureView()
      } catch (error) {
        throw toOpenKeyError(error)
      }
      for (let attempts = slowFactor; ; attempts--) {
        try {
          return await withDeadline({ clock, timeoutMs: connectTimeoutMs }, wait)
        } catch (error) {
          if (!isOpenKeyError(error, 'timeout')) throw error
          // The user sees a window that hangs, and can close it.
          if (isWindow) return wait()
          const timedOut = new OpenKeyError('frame_blocked', `The widget did not start within ${connectTimeoutMs} ms.`)
          if (isShown && settings.presentation === 'auto' && !page.isIsolated) {
            blocked ??= { error: timedOut, restore: ensureView().offerWindow(continueInWindow) }
            return wait()
          }
          // The user can dismiss an open dialog, and another frame would load as slowly.
          if (isShown && attempts > 1 && ensureView().isLoading?.()) continue
          disconnect(timedOut)
          throw timedOut
        }
      }
    },
  }
}
