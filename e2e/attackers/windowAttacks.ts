import type { WindowBounds } from '../fixtures/screen/openScreenHost.ts'

/** On the next click on the page: a window that is always on top, wherever its visitor then moves it. */
export function openPictureInPicture(): void {
  const open = async () => {
    const { document } = await documentPictureInPicture.requestWindow({ width: 300, height: 500 })
    document.documentElement.style.background = '#f0f'
  }
  addEventListener('click', open, { once: true })
}

/** Where that window is; `null` while there is none. */
export function findPictureInPicture(): WindowBounds | null {
  const { window: opened } = documentPictureInPicture
  if (opened === null) return null
  const { screenX: left, screenY: top, outerWidth: width, outerHeight: height } = opened
  return { left, top, width, height }
}

/** A window over the button that closes when it is pressed, so that the next press is for what is under it. */
export function coverUntilPressed({ left, top, width, height }: WindowBounds): void {
  const cover = open('', '_blank', `popup,left=${left},top=${top},width=${width},height=${height}`)
  if (cover === null) throw new Error('The browser opened no window.')
  cover.document.documentElement.style.background = '#f0f'
  cover.addEventListener('mousedown', () => cover.close())
}

/** While a key is held down on the page: its frame has the keys. */
export function focusFrameOnKey(): void {
  addEventListener('keydown', () => document.querySelector('iframe')?.focus())
}

/** While a key is held down on the page: its window has the keys. */
export function focusWindowOnKey(): void {
  addEventListener('keydown', () => window.host.opened()?.focus())
}

export type OpenOnKey = { readonly widgetUrl: string; readonly features: string; readonly input: unknown }

/** On the first key on the page: the widget in a window, and a request as soon as it is there. */
export function openWindowOnKey({ widgetUrl, features, input }: OpenOnKey): void {
  const openAndAsk = async () => {
    await window.host.openWindow(widgetUrl, features)
    window.host.call('signSiwe', input)
  }
  addEventListener('keydown', openAndAsk, { once: true })
}
