/*
 * All variants of one screen on one sheet: a column for each theme and width, a row for each language.
 */

export {}

const name = new URLSearchParams(location.search).get('name') ?? ''
const languages = ['en', 'de', 'ar']
const columns = ['light', 'dark'].flatMap((theme) => [400, 320].map((widthPx) => ({ theme, widthPx })))

document.body.style.cssText = 'margin: 8px; background: #888'

async function addRow(locale: string): Promise<void> {
  const row = document.createElement('div')
  row.style.cssText = 'display: flex; gap: 8px; align-items: start; margin-block-end: 8px'
  document.body.append(row)
  await Promise.all(
    columns.map(async ({ theme, widthPx }) => {
      const frame = document.createElement('iframe')
      frame.src = `./screen.html?${new URLSearchParams({ name, locale, theme })}`
      // Taller than any screen: a scrollbar would make it narrower.
      frame.style.cssText = `flex: none; border: 0; width: ${widthPx}px; height: 2000px`
      row.append(frame)
      frame.style.height = `${await heightOf(frame)}px`
    }),
  )
}

/** Waits for the screen, and measures its parts as the widget does. */
async function heightOf(frame: HTMLIFrameElement): Promise<number> {
  for (;;) {
    const parts = [...(frame.contentDocument?.querySelectorAll('[data-measure]') ?? [])]
    if (parts.length > 0) return Math.ceil(parts.reduce((sum, part) => sum + part.getBoundingClientRect().height, 0))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

window.sheet = Promise.all(languages.map(addRow)).then(() => {})
