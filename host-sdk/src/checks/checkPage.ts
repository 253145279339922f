import { OpenKeyError, parseOrigin } from '@openkey/protocol'
import type { Settings } from '../options.ts'
import type { HostPage } from '../page/hostPage.ts'
import { browserTooOld } from './neededApis.ts'

/**
 * Whether the widget can be framed here at all.
 * @throws {OpenKeyError} `presentation_unavailable` on a server and in a browser that is too old, `insecure_context`, and
 * `origin_not_allowed` for a page whose origin no widget answers, and for a widget on this page's own origin, where its
 * sandbox would be dissolved
 */
export function checkPage(page: HostPage | undefined, { widgetOrigin }: Settings): HostPage {
  if (page === undefined) throw new OpenKeyError('presentation_unavailable', 'There is no page to show the widget on.')
  // A page of another scheme may be secure or not: that it is served by neither is the first thing to mend.
  if (!page.isSecure && page.origin.startsWith('http')) {
    throw new OpenKeyError('insecure_context', 'Only https, or http on loopback, can take part.')
  }
  if (page.lacks !== undefined) throw browserTooOld(page.lacks)
  parseOrigin(page.origin)
  if (page.origin !== widgetOrigin) return page
  throw new OpenKeyError('origin_not_allowed', 'The widget must have an origin of its own.', {
    details: { received: widgetOrigin },
  })
}
