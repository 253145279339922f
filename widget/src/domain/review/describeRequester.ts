import type { Origin } from '@openkey/protocol'
import { sanitizeNameForDisplay } from '../sanitizeForDisplay.ts'
import type { Review } from './review.ts'

export type RequesterContext = { readonly boundOrigin: Origin; readonly appName?: string | undefined }

/** Who asks: the proven origin, and the name the app gives itself. */
export function describeRequester({ boundOrigin, appName = '' }: RequesterContext): Review['requester'] {
  return {
    origin: boundOrigin,
    host: new URL(boundOrigin).host,
    appName: appName.trim() ? sanitizeNameForDisplay(appName.trim(), { maxLength: 48 }) : undefined,
  }
}
