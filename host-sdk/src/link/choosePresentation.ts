import type { Settings } from '../options.ts'
import type { HostPage } from '../page/hostPage.ts'

/** How the widget is shown, and why. */
export type Presented = {
  readonly name: 'dialog' | 'inline' | 'window'
  /** `approval`: the user approves something new for this app, which needs a window. */
  readonly reason: 'asked' | 'default' | 'container' | 'nested_page' | 'frame_blocked' | 'approval'
}

/** `auto` takes the container where there is one, and a window where a frame would be two deep. */
export function choosePresentation(
  { presentation, container }: Pick<Settings, 'presentation' | 'container'>,
  { isNested }: Pick<HostPage, 'isNested'>,
): Presented {
  if (presentation !== 'auto') return { name: presentation, reason: 'asked' }
  if (isNested) return { name: 'window', reason: 'nested_page' }
  return container === undefined ? { name: 'dialog', reason: 'default' } : { name: 'inline', reason: 'container' }
}
