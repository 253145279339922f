import type { SurfaceOptions } from './hostPage.ts'

/**
 * Step 3 of the handshake, first check: passes on the messages of one window, and of no other.
 * @returns its undo
 */
export function hearWidget(widgetWindow: () => Window | null, onMessage: SurfaceOptions['onMessage']): () => void {
  const hear = ({ source, data, origin }: MessageEvent) => {
    if (source !== null && source === widgetWindow()) onMessage({ data, origin })
  }
  addEventListener('message', hear)
  return () => removeEventListener('message', hear)
}
