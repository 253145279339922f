import type { WidgetViewOptions } from './hostPage.ts'

/**
 * Step 3 of the handshake, first check: passes on messages from one window only.
 * @returns a function that stops listening
 */
export function listenToWidget(
  widgetWindow: () => Window | null,
  onMessage: WidgetViewOptions['onMessage'],
): () => void {
  const listener = ({ source, data, origin }: MessageEvent) => {
    if (source !== null && source === widgetWindow()) onMessage({ data, origin })
  }
  addEventListener('message', listener)
  return () => removeEventListener('message', listener)
}
