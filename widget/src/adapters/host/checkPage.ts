import { missingApi, OpenKeyError, type Origin } from '@openkey/protocol'
import type { DeploymentConfig } from '../../domain/config/deploymentConfig.ts'

/**
 * S11 and S18: embedded at most one deep, with an origin of its own. The handshake refuses a page without an embedder.
 * @throws {OpenKeyError} `presentation_unavailable`, `nested_frame`, `credentialless_frame`
 */
export function checkPlacement(window: PlacedWindow): void {
  if (window.origin === 'null') {
    throw new OpenKeyError(
      'presentation_unavailable',
      'The frame has an opaque origin: add allow-same-origin to its sandbox.',
    )
  }
  if (window.parent !== window.top) {
    throw new OpenKeyError('nested_frame', 'The widget must be embedded by the top-level page.')
  }
  // S19: such a frame loses approvals and declines when its page closes, so the next one would start without them.
  if (window.credentialless === true) {
    throw new OpenKeyError('credentialless_frame', 'The widget cannot be used in a credentialless frame.')
  }
}

/**
 * S8 and S10: connecting a program is decided in a window of its own, which no other page embeds.
 * @throws {OpenKeyError} `presentation_unavailable`
 */
export function checkOwnWindow(window: Pick<PlacedWindow, 'origin' | 'parent'>): void {
  if (window.origin === 'null' || window.parent !== window) {
    throw new OpenKeyError('presentation_unavailable', 'Programs are connected in a window of OpenKey’s own origin.')
  }
}

type PlacedWindow = Window & { readonly origin: string; readonly credentialless?: boolean | undefined }

/** APIs that the page requires in addition to those of the host SDK. The README lists the supported browsers. */
const neededApis = [
  // Sets the oldest Chrome (103).
  'AbortSignal.timeout',
  'structuredClone',
  'Array.prototype.at',
  'Object.hasOwn',
  'crypto.subtle',
  'IntersectionObserver',
  'ResizeObserver',
]

/**
 * Must be called first: other code would fail with errors that do not say to update the browser.
 * @throws {OpenKeyError} `presentation_unavailable` with the API as its field
 */
export function checkBrowser(): void {
  const field = missingApi(neededApis)
  if (field === undefined) return
  const message = `This browser is too old: it lacks ${field}.`
  throw new OpenKeyError('presentation_unavailable', message, { details: { field } })
}

/**
 * S11: the deployment says which origins may embed the widget. The type of `origin` guarantees https or loopback.
 * @throws {OpenKeyError} `origin_not_allowed`
 */
export function checkEmbedding(origin: Origin, { embedding }: Pick<DeploymentConfig, 'embedding'>): void {
  if (embedding.allow === 'any' || embedding.allow.includes(origin)) return
  throw new OpenKeyError('origin_not_allowed', `This widget does not allow ${origin} to embed it.`, {
    details: { received: origin },
  })
}
