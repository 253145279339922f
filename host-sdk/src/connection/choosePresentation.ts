import type { Settings } from '../options.ts'
import type { HostPage } from '../page/hostPage.ts'

/** Where the widget is shown, and the reason for that choice. */
export type Presented = {
  readonly name: 'dialog' | 'inline' | 'window'
  /**
   * - `asked`: the app set `presentation` to something other than `auto`
   * - `default`: a top-level page without a container
   * - `container`: the app passed `container`
   * - `nested_page`: the page is inside a frame
   * - `frame_blocked`: the frame did not start, and the user chose the window
   * - `approval`: the user approves something new for this app, which requires a window
   */
  readonly reason: 'asked' | 'default' | 'container' | 'nested_page' | 'frame_blocked' | 'approval'
}

/** Resolves `auto`: inline with a container, a window inside another frame, a dialog otherwise. */
export function choosePresentation(
  { presentation, container }: Pick<Settings, 'presentation' | 'container'>,
  { isNested }: Pick<HostPage, 'isNested'>,
): Presented {
  if (presentation !== 'auto') return { name: presentation, reason: 'asked' }
  if (isNested) return { name: 'window', reason: 'nested_page' }
  return container === undefined ? { name: 'dialog', reason: 'default' } : { name: 'inline', reason: 'container' }
}
