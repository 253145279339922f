import { OpenKeyError } from '@openkey/protocol'

/**
 * S11 and S18: embedded exactly one deep, with an origin of its own.
 * @throws {OpenKeyError} `presentation_unavailable`, `nested_frame`
 */
export function checkPlacement(window: Window & { readonly origin: string }): void {
  if (window.origin === 'null') {
    throw new OpenKeyError('presentation_unavailable', 'The sandbox of this frame withholds its origin.')
  }
  if (window.parent === window && !window.opener) {
    throw new OpenKeyError('presentation_unavailable', 'This page works inside an app.')
  }
  if (window.parent !== window.top) {
    throw new OpenKeyError('nested_frame', 'The widget must be embedded by the top-level page.')
  }
}
