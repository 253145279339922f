import type { Frame, FrameOptions, HostPage } from '../hostPage.ts'

/** One frame the SDK opened, and what a browser or a person would do to it. */
export type FakeFrame = {
  readonly options: FrameOptions
  isShown: boolean
  isRemoved: boolean
  /** Whether the dialog offers a close button of its own. */
  hasClose: boolean
  heightPx: number
  /** What was posted into the frame, with its ports. */
  readonly posted: { readonly message: unknown; readonly ports: readonly MessagePort[] }[]
  /** Called for each message posted into the frame; a scripted widget listens here. */
  onPost: (message: unknown, ports: readonly MessagePort[]) => void
}

export type FakePage = HostPage & { readonly frames: FakeFrame[] }

/**
 * A page without a DOM: it remembers what was asked of it. `onOpen` is called with each frame, for a scripted widget
 * to move in.
 */
export function fakePage({
  origin = 'https://app.example',
  isSecure = true,
  isIsolated = false,
  onOpen = (_: FakeFrame) => {},
}: {
  readonly origin?: string
  readonly isSecure?: boolean
  readonly isIsolated?: boolean
  readonly onOpen?: (frame: FakeFrame) => void
} = {}): FakePage {
  const frames: FakeFrame[] = []
  function openFrame(options: FrameOptions): Frame {
    const fake: FakeFrame = {
      options,
      isShown: false,
      isRemoved: false,
      hasClose: true,
      heightPx: 0,
      posted: [],
      onPost: () => {},
    }
    frames.push(fake)
    onOpen(fake)
    return {
      show() {
        fake.isShown = true
      },
      hide() {
        fake.isShown = false
      },
      offerClose() {
        fake.hasClose = true
      },
      withholdClose() {
        fake.hasClose = false
      },
      setHeightPx(heightPx) {
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
  return { origin, isSecure, isIsolated, openFrame, frames }
}
