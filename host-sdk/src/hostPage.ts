import type { Theme } from '@openkey/protocol'

/** The page this SDK runs in, as narrow as the SDK needs it. `browserPage` is the real one. */
export type HostPage = {
  /** Serialised origin, for example `https://app.example`. */
  readonly origin: string
  readonly isSecure: boolean
  /** Cross-origin isolated: no window of another site can reach this page. */
  readonly isIsolated: boolean
  readonly openFrame: (options: FrameOptions) => Frame
}

export type FrameOptions = {
  readonly url: string
  /** The only origin messages are posted to, and the only one that gets WebAuthn and the clipboard. */
  readonly origin: string
  /** Of the card around the frame, until the widget has painted. */
  readonly theme: Theme
  /** Called with messages of the frame's own window only: `event.source` has been compared. */
  readonly onMessage: (message: { readonly data: unknown; readonly origin: string }) => void
  /** Called for each document the frame has loaded. */
  readonly onLoad: () => void
  /** Called when the frame is no longer part of the page. */
  readonly onRemoved: () => void
  /** Called when the user leaves by the dialog itself, which works while the frame is dead. */
  readonly onLeave: (how: Leaving) => void
}

export type Leaving = 'escape' | 'closed'

/** The widget's frame in its dialog. Created hidden; created where it lives, since moving a frame reloads it. */
export type Frame = {
  readonly show: () => void
  readonly hide: () => void
  /** Shows a close button over the frame, for as long as the widget cannot offer its own. So it is at first. */
  readonly offerClose: () => void
  /** Takes it away again: over a living widget it would count as something that covers it. */
  readonly withholdClose: () => void
  /** Height of the widget's content, in CSS pixels. */
  readonly setHeightPx: (heightPx: number) => void
  readonly post: (message: unknown, ports: readonly MessagePort[]) => void
  /** Takes everything out of the page again. */
  readonly remove: () => void
}
