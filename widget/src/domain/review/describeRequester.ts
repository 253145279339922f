import type { Origin } from '@openkey/protocol'
import { sanitizeNameForDisplay } from '../sanitizeForDisplay.ts'
import type { Review } from './review.ts'

export type RequesterContext = { readonly boundOrigin: Origin; readonly appName?: string | undefined }

/** The requester: the proven origin, and the name that the app claims. */
export function describeRequester({ boundOrigin, appName = '' }: RequesterContext): Review['requester'] {
  return {
    origin: boundOrigin,
    host: new URL(boundOrigin).host,
    appName: appName.trim() ? sanitizeNameForDisplay(appName.trim(), { maxLength: 48 }) : undefined,
  }
}
