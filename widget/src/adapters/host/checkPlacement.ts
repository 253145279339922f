import { OpenKeyError } from '@openkey/protocol'

/**
 * S11 and S18: embedded exactly one deep, with an origin of its own.
 * @throws {OpenKeyError} `presentation_unavailable`, `nested_frame`, `credentialless_frame`
 */
export function checkPlacement(window: PlacedWindow): void {
  if (window.origin === 'null') {
    throw new OpenKeyError(
      'presentation_unavailable',
      'The frame has an opaque origin: add allow-same-origin to its sandbox.',
    )
  }
  if (window.parent === window && !window.opener) {
    throw new OpenKeyError('presentation_unavailable', 'The widget must be embedded or opened by an app.')
  }
  if (window.parent !== window.top) {
    throw new OpenKeyError('nested_frame', 'The widget must be embedded by the top-level page.')
  }
  // S19: such a frame loses approvals and declines when its page closes, so the next one would start without them.
  if (window.credentialless === true) {
    throw new OpenKeyError('credentialless_frame', 'The widget cannot be used in a credentialless frame.')
  }
}

type PlacedWindow = Window & { readonly origin: string; readonly credentialless?: boolean | undefined }
