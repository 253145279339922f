import { OpenKeyError } from '@openkey/protocol'

/**
 * Opens this page in a window. The window has no name, so that other pages cannot target it.
 * @throws {OpenKeyError} `popup_blocked`, `opener_severed`
 */
export function openWindow(page: Window): Window {
  const couldOpen = isActive(page)
  const opened = page.open('.', '_blank', 'popup,width=420,height=680')
  if (opened !== null) return opened
  // A window that was opened used the press up. Where its handle is missing all the same, the host's page cut it off.
  throw couldOpen && !isActive(page)
    ? openerSevered()
    : new OpenKeyError('popup_blocked', 'The browser blocked the window.')
}

/** The window exists, and cannot reach the page that opened it. The details name the header that does that. */
export function openerSevered(): OpenKeyError {
  return new OpenKeyError(
    'opener_severed',
    'The Cross-Origin-Opener-Policy of the app separates it from the window it opens.',
    {
      details: { field: 'Cross-Origin-Opener-Policy', expected: 'same-origin-allow-popups', received: 'same-origin' },
    },
  )
}

function isActive({ navigator }: Window): boolean {
  return navigator.userActivation?.isActive ?? false
}
