import { screenNames, showScreen } from '@openkey/widget/testing/screens'

declare global {
  interface Window {
    /** The default sign-in message and the time at which it is shown, set before the page loads. */
    defaultSignIn: { readonly message: string; readonly time: number }
    screenNames: readonly string[]
    /** On a page of many: resolves when every screen has its final size. */
    sheet: Promise<void>
  }
}

const { name, locale, theme } = Object.fromEntries(new URLSearchParams(location.search))
window.screenNames = screenNames(window.defaultSignIn)

if (name && locale && theme) {
  await showScreen({ name, locale, theme, defaultSignIn: window.defaultSignIn })
  await document.fonts.ready
  // Only one frame of a sheet has the focus.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}
