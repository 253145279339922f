import { OpenKeyError } from '@openkey/protocol'
import type { HostPage } from '../page/hostPage.ts'

/**
 * Whether a window of the widget's can answer this page. The widget asks before it opens one.
 * @throws {OpenKeyError} `opener_severed`, its details name the header to change
 */
export function checkWindows({ isIsolated }: Pick<HostPage, 'isIsolated'>): void {
  if (isIsolated) throw openerSevered()
}

/** That a header of this page keeps windows from answering. */
export function openerSevered(): OpenKeyError {
  return new OpenKeyError('opener_severed', 'A header of this page cuts windows off.', {
    details: { field: 'Cross-Origin-Opener-Policy', expected: 'same-origin-allow-popups', received: 'same-origin' },
  })
}
