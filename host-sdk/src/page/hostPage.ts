import type { Theme } from '@openkey/protocol'

/** The page that embeds the widget, reduced to what the SDK needs. `browserPage` is the implementation. */
export type HostPage = {
  /** Serialised origin, for example `https://app.example`. Not a web origin if the page has none. */
  readonly origin: string
  readonly isSecure: boolean
  /** An API that the SDK requires and this browser lacks. */
  readonly missingApi?: string | undefined
  /** Cross-origin isolated: windows of other sites cannot reach this page. */
  readonly isIsolated: boolean
  /** Inside a frame, where the widget would be two frames deep and refuse to run. */
  readonly isNested: boolean
  readonly openFrame: (options: FrameOptions) => WidgetView
  /** Must be called during a user activation: browsers block windows otherwise. */
  readonly openWindow: (options: WidgetViewOptions) => WidgetView
}

export type WidgetViewOptions = {
  readonly url: string
  /** The only origin that receives messages, WebAuthn and clipboard access. */
  readonly origin: string
  /** Called only with messages whose `event.source` is the widget's own window. */
  readonly onMessage: (message: { readonly data: unknown; readonly origin: string }) => void
  /** Called after the frame or window has been removed. */
  readonly onRemoved: () => void
}

export type FrameOptions = WidgetViewOptions & {
  /** Parent of an inline frame. Without one, the frame opens in a modal dialog. */
  readonly container: HTMLElement | undefined
  /** Colors of the card around the frame until the widget has painted. */
  readonly theme: Theme
  /** Called for each document that the frame has loaded. */
  readonly onLoad: () => void
  /** Called when the user dismisses the dialog itself, which works even while the widget does not respond. */
  readonly onDismiss: (how: DismissReason) => void
}

export type DismissReason = 'escape' | 'closed' | 'window_closed'

/** The frame or window of the widget. Created hidden, and in its final place, because moving a frame reloads it. */
export type WidgetView = {
  /** @throws {OpenKeyError} `popup_blocked` */
  readonly show: () => void
  readonly hide: () => void
  /** Calls `onRemoved` if the page has removed or replaced the frame. */
  readonly detectRemoval: () => void
  /** Whether a shown view can be seen: CSS of the page may hide its surroundings. */
  readonly isVisible: () => boolean
  /**
   * Shows or hides the close button over the frame. It is shown until the widget offers its own. Over a running widget
   * it would count as occlusion.
   */
  readonly setCloseable: (isCloseable: boolean) => void
  /** Replaces a blocked frame by a button. Returns a function that restores the frame. */
  readonly offerWindow: (onPress: () => void) => () => void
  /** Whether the document is still loading. A silent widget is slow while it loads, and blocked afterwards. */
  readonly isLoading?: () => boolean
  /** Sets the height of the content, in CSS pixels. */
  readonly resize: (content: { readonly heightPx: number }) => undefined
  readonly post: (message: unknown, ports: readonly MessagePort[]) => void
  /** Removes everything from the page. */
  readonly remove: () => void
}
