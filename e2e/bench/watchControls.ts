import type { BrowserContext, Page } from 'playwright-core'

/** When a document first had a control to press, and when that was on the screen; in milliseconds since the epoch. */
export type Shown = { readonly usableAt: number; readonly paintedAt: number }

declare global {
  interface Window {
    shown?: Shown
  }
}

/** Has every document of the context note when its first control came. */
export async function watchControls(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const now = () => performance.timeOrigin + performance.now()
    const look = () => {
      const controls = [...document.querySelectorAll('button:not([disabled])')]
      if (!controls.some(({ textContent }) => textContent?.startsWith('Continue'))) return
      watch.disconnect()
      const usableAt = now()
      // The task after a frame was drawn.
      requestAnimationFrame(() => setTimeout(() => Object.assign(window, { shown: { usableAt, paintedAt: now() } })))
    }
    const watch = new MutationObserver(look)
    watch.observe(document, { childList: true, subtree: true })
  })
}

/** Waits for the note of the frame whose URL starts like this. */
export async function controlsShown(page: Page, url: string): Promise<Shown> {
  for (;;) {
    const frame = page.frames().find((candidate) => candidate !== page.mainFrame() && candidate.url().startsWith(url))
    const shown = await frame?.evaluate(() => window.shown).catch(() => undefined)
    if (shown) return shown
    await page.waitForTimeout(20)
  }
}
