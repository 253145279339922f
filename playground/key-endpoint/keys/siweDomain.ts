import { HttpError } from '../http/httpError.ts'
import { isForPage } from './isForPage.ts'
import { readSiwe } from './readSiwe.ts'

/**
 * A session that a passkey opened in a frame signs for the page around that frame and no other: the message must be a
 * SIWE of its domain.
 * @throws {HttpError} 403
 */
export function refuseForeignDomain(message: string, topOrigin: string): void {
  const siwe = readSiwe(message)
  if (siwe === undefined || !isForPage(siwe, topOrigin)) {
    throw new HttpError(403, `This session signs for ${new URL(topOrigin).host} only`)
  }
}
