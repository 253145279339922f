import { OpenKeyError } from '@openkey/protocol'
import type { FrameOptions, HostPage, Surface, SurfaceOptions } from '../page/hostPage.ts'

/** One frame or window the SDK opened, and what a browser or a person would do to it. */
export type FakeFrame = {
  readonly options: SurfaceOptions & Partial<FrameOptions>
  isShown: boolean
  isRemoved: boolean
  /** Whether the page lets a person see it. */
  isVisible: boolean
  /** Whether the page has taken it away, and nobody has said so yet. */
  isGone: boolean
  /** Whether the dialog offers a close button of its own. */
  hasClose: boolean
  heightPx: number
  /** Whether its document is still on its way. */
  isLoading: boolean
  /** Presses the button that stands in for a refused frame, where one does. */
  pressWindow: (() => void) | undefined
  /** What was posted into the frame, with its ports. */
  readonly posted: { readonly message: unknown; readonly ports: readonly MessagePort[] }[]
  /** Called for each message posted into the frame; a scripted widget listens here. */
  onPost: (message: unknown, ports: readonly MessagePort[]) => void
}

export type FakePage = HostPage & { readonly frames: FakeFrame[]; readonly windows: FakeFrame[] }

export type FakePageOptions = {
  readonly origin?: string
  readonly isSecure?: boolean
  readonly isIsolated?: boolean
  readonly isNested?: boolean
  readonly blocksWindows?: boolean
  readonly onOpen?: (frame: FakeFrame) => void
}

/**
 * A page without a DOM: it remembers what was asked of it. `onOpen` is called with each frame, for a scripted widget
 * to move in.
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

  function open(opened: FakeFrame[], options: SurfaceOptions, refusal?: OpenKeyError): Surface {
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
      look() {
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
    commons: [],
    frames,
    windows,
  }
}
