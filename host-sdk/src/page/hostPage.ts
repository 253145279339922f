import type { Theme } from '@openkey/protocol'
import type { Common } from '../joinCommon.ts'

/** The page this SDK runs in, as narrow as the SDK needs it. `browserPage` is the real one. */
export type HostPage = {
  /** Serialised origin, for example `https://app.example`; no origin of the web where the page has none. */
  readonly origin: string
  readonly isSecure: boolean
  /** An API that the SDK needs and this browser does not have. */
  readonly lacks?: string | undefined
  /** Cross-origin isolated: no window of another site can reach this page. */
  readonly isIsolated: boolean
  /** In a frame itself, where the widget would be two deep and refuse. */
  readonly isNested: boolean
  readonly openFrame: (options: FrameOptions) => Surface
  /** Must follow a press: browsers open no window otherwise. */
  readonly openWindow: (options: SurfaceOptions) => Surface
  /** What all instances on this page have in common, whichever copy of the SDK made them. */
  readonly commons: Common[]
}

export type SurfaceOptions = {
  readonly url: string
  /** The only origin messages are posted to, and the only one that gets WebAuthn and the clipboard. */
  readonly origin: string
  /** Called with messages of the widget's own window only: `event.source` has been compared. */
  readonly onMessage: (message: { readonly data: unknown; readonly origin: string }) => void
  /** Called when frame or window is gone. */
  readonly onRemoved: () => void
}

export type FrameOptions = SurfaceOptions & {
  /** Where an inline frame lives. Without one, the frame lives in a modal dialog. */
  readonly container: HTMLElement | undefined
  /** Of the card around the frame, until the widget has painted. */
  readonly theme: Theme
  /** Called for each document the frame has loaded. */
  readonly onLoad: () => void
  /** Called when the user leaves by what is around the frame, which works while the frame is dead. */
  readonly onLeave: (how: Leaving) => void
}

export type Leaving = 'escape' | 'closed' | 'window_closed'

/** What the widget is shown on. Created hidden; created where it lives, since moving a frame reloads it. */
export type Surface = {
  /** @throws {OpenKeyError} `popup_blocked` */
  readonly show: () => void
  readonly hide: () => void
  /** Looks whether frame or window is still what was opened, and calls `onRemoved` where it is not. */
  readonly look: () => void
  /** Whether a person can see it, once it is shown: the page may hide what is around it. */
  readonly isVisible: () => boolean
  /**
   * Whether a close button is shown over the frame. It is at first, for as long as the widget cannot offer its own:
   * over a living widget it would count as something that covers it.
   */
  readonly setCloseable: (isCloseable: boolean) => void
  /** Shows a button in place of a refused frame; returns its undo. */
  readonly offerWindow: (onPress: () => void) => () => void
  /** Whether the browser is still loading the document: such a widget is slow, and any other that is silent is blocked. */
  readonly isLoading?: () => boolean
  /** Takes the height of the widget's content, in CSS pixels. */
  readonly resize: (content: { readonly heightPx: number }) => undefined
  readonly post: (message: unknown, ports: readonly MessagePort[]) => void
  /** Takes everything out of the page again. */
  readonly remove: () => void
}
