import { OpenKeyError, parseOrigin } from '@openkey/protocol'
import type { Settings } from '../options.ts'
import type { HostPage } from '../page/hostPage.ts'
import { browserTooOld } from './neededApis.ts'

/**
 * Checks that this page can embed the widget.
 * @throws {OpenKeyError} `presentation_unavailable` on a server and in an old browser; `insecure_context`;
 * `origin_not_allowed` if the widget supports no page of this origin, or shares the page's origin, which would void its
 * sandbox
 */
export function checkPage(page: HostPage | undefined, { widgetOrigin }: Settings): HostPage {
  if (page === undefined) throw new OpenKeyError('presentation_unavailable', 'OpenKey calls require a browser.')
  // Other schemes may or may not be secure. They are rejected below, for a reason that the developer can act on.
  if (!page.isSecure && page.origin.startsWith('http')) {
    throw new OpenKeyError('insecure_context', 'The page must use https, or http on loopback.')
  }
  if (page.missingApi !== undefined) throw browserTooOld(page.missingApi)
  parseOrigin(page.origin)
  if (page.origin !== widgetOrigin) return page
  throw new OpenKeyError('origin_not_allowed', 'The widget must be on another origin than the page.', {
    details: { received: widgetOrigin },
  })
}
