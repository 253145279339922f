import { OpenKeyError } from '@openkey/protocol'
import type { ConnectionRegistry } from '../connection/sharedConnection.ts'
import type { FrameOptions, HostPage, WidgetView, WidgetViewOptions } from '../page/hostPage.ts'

/** A frame or window that the SDK opened, with controls for what a browser or user does to it. */
export type FakeFrame = {
  readonly options: WidgetViewOptions & Partial<FrameOptions>
  isShown: boolean
  isRemoved: boolean
  /** Whether the CSS of the page leaves it visible. */
  isVisible: boolean
  /** Whether the page has removed it and `detectRemoval` has not been called since. */
  isGone: boolean
  /** Whether the dialog offers a close button of its own. */
  hasClose: boolean
  heightPx: number
  /** Whether its document is still loading. */
  isLoading: boolean
  /** Presses the button that replaces a blocked frame, if it is shown. */
  pressWindow: (() => void) | undefined
  /** Messages posted into the frame, with their ports. */
  readonly posted: { readonly message: unknown; readonly ports: readonly MessagePort[] }[]
  /** Called for each message posted into the frame; a scripted widget listens here. */
  onPost: (message: unknown, ports: readonly MessagePort[]) => void
}

export type FakePage = HostPage & {
  readonly frames: FakeFrame[]
  readonly windows: FakeFrame[]
  readonly connections: ConnectionRegistry
}

export type FakePageOptions = {
  readonly origin?: string
  readonly isSecure?: boolean
  readonly isIsolated?: boolean
  readonly isNested?: boolean
  readonly blocksWindows?: boolean
  readonly onOpen?: (frame: FakeFrame) => void
}

/**
 * Creates a page without a DOM that records what the SDK does to it.
 * @param onOpen called with each frame, for example to start a scripted widget in it
 */
export function fakePage({
  origin = 'https://app.example',
  isSecure = true,
  isIsolated = false,
  isNested = false,
  blocksWindows = false,
  onOpen = (_: FakeFrame) => {},
}: FakePageOptions = {}): FakePage {
  const frames: FakeFrame[] = []
  const windows: FakeFrame[] = []

  function open(opened: FakeFrame[], options: WidgetViewOptions, refusal?: OpenKeyError): WidgetView {
    const fake: FakeFrame = {
      options,
      isShown: false,
      isRemoved: false,
      isVisible: true,
      isGone: false,
      hasClose: true,
      heightPx: 0,
      isLoading: false,
      pressWindow: undefined,
      posted: [],
      onPost: () => {},
    }
    opened.push(fake)
    onOpen(fake)
    return {
      show() {
        if (refusal) throw refusal
        fake.isShown = true
      },
      hide() {
        fake.isShown = false
        if (opened === windows) options.onRemoved()
      },
      detectRemoval() {
        if (fake.isGone) options.onRemoved()
      },
      isVisible: () => fake.isVisible,
      isLoading: () => fake.isLoading,
      setCloseable(isCloseable) {
        fake.hasClose = isCloseable
      },
      offerWindow(onPress) {
        fake.pressWindow = onPress
        return () => {
          fake.pressWindow = undefined
        }
      },
      resize({ heightPx }) {
        fake.heightPx = heightPx
      },
      post(message, ports) {
        fake.posted.push({ message, ports })
        fake.onPost(message, ports)
      },
      remove() {
        fake.isShown = false
        fake.isRemoved = true
        for (const { ports } of fake.posted) for (const port of ports) port.close()
      },
    }
  }

  const blocked = blocksWindows ? new OpenKeyError('popup_blocked', 'The browser blocked the window.') : undefined
  return {
    origin,
    isSecure,
    isIsolated,
    isNested,
    openFrame: (options) => open(frames, options),
    openWindow: (options) => open(windows, options, blocked),
    connections: [],
    frames,
    windows,
  }
}
