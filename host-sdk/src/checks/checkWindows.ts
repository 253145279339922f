import { OpenKeyError } from '@openkey/protocol'
import type { HostPage } from '../page/hostPage.ts'

/**
 * Checks that a window of the widget can reach this page. The widget calls it before it opens one.
 * @throws {OpenKeyError} `opener_severed`, with the header to change in `details`
 */
export function checkWindows({ isIsolated }: Pick<HostPage, 'isIsolated'>): void {
  if (isIsolated) throw openerSevered()
}

export function openerSevered(): OpenKeyError {
  return new OpenKeyError('opener_severed', 'Cross-Origin-Opener-Policy separates the window from this page.', {
    details: { field: 'Cross-Origin-Opener-Policy', expected: 'same-origin-allow-popups', received: 'same-origin' },
  })
}
