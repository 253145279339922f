import type { WindowBounds } from '../fixtures/pages/openScreenHost.ts'

/** Opens a window that stays on top, on the next click on the page. */
export function openPictureInPicture(): void {
  const open = async () => {
    const { document } = await documentPictureInPicture.requestWindow({ width: 300, height: 500 })
    document.documentElement.style.background = '#f0f'
  }
  addEventListener('click', open, { once: true })
}

/** Returns the bounds of that window; `null` while there is none. */
export function findPictureInPicture(): WindowBounds | null {
  const { window: opened } = documentPictureInPicture
  if (opened === null) return null
  const { screenX: left, screenY: top, outerWidth: width, outerHeight: height } = opened
  return { left, top, width, height }
}

/** Opens a window over the button. It closes when it is pressed, so that the next press reaches what is under it. */
export function coverUntilPressed({ left, top, width, height }: WindowBounds): void {
  const cover = open('', '_blank', `popup,left=${left},top=${top},width=${width},height=${height}`)
  if (cover === null) throw new Error('The browser opened no window.')
  cover.document.documentElement.style.background = '#f0f'
  cover.addEventListener('mousedown', () => cover.close())
}

/** Moves the focus to the frame while a key is held down on the page. */
export function focusFrameOnKey(): void {
  addEventListener('keydown', () => document.querySelector('iframe')?.focus())
}

/** Moves the focus to the window while a key is held down on the page. */
export function focusWindowOnKey(): void {
  addEventListener('keydown', () => window.host.opened()?.focus())
}

export type OpenOnKey = { readonly widgetUrl: string; readonly features: string; readonly input: unknown }

/** Opens the widget in a window on the first key on the page, and sends a request as soon as it is ready. */
export function openWindowOnKey({ widgetUrl, features, input }: OpenOnKey): void {
  const openAndAsk = async () => {
    await window.host.openWindow(widgetUrl, features)
    window.host.call('signSiwe', input)
  }
  addEventListener('keydown', openAndAsk, { once: true })
}
