import { missingApi, OpenKeyError } from '@openkey/protocol'

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
 * Must be called before anything else of the page, which would fail for reasons that tell nobody to update.
 * @throws {OpenKeyError} `presentation_unavailable` with the API as its field
 */
export function checkBrowser(): void {
  const field = missingApi(neededApis)
  if (field === undefined) return
  const message = `This browser is too old: it lacks ${field}.`
  throw new OpenKeyError('presentation_unavailable', message, { details: { field } })
}
