export type HonestHost = {
  readonly name: string
  /** Runs in the page while the SDK's dialog is open. */
  readonly run: () => void
  /** @default 1 */
  readonly deviceScaleFactor?: number
}

/** Honest pages around the dialog. None of them may block a press. */
export const honestHosts: readonly HonestHost[] = [
  { name: 'a bare page', run: () => {} },
  { name: 'a screen that scales by a fraction', deviceScaleFactor: 1.25, run: () => {} },
  {
    name: 'a blurred backdrop, a radius and a shadow',
    run: () => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(
        'dialog { border-radius: 40px; box-shadow: 0 0 90px #000 } dialog::backdrop { backdrop-filter: blur(8px) }',
      )
      document.querySelector('openkey-widget')?.shadowRoot?.adoptedStyleSheets.push(sheet)
    },
  },
  {
    name: 'an opening animation that has ended',
    run: () => {
      const dialog = document.querySelector('openkey-widget')?.shadowRoot?.querySelector('dialog')
      dialog?.animate([{ opacity: 0, transform: 'translateY(2rem) scale(0.9)' }, {}], { duration: 300 })
    },
  },
  {
    name: 'filters, opacity and running animations beside it',
    run: () => {
      const heading = document.querySelector('h1')
      heading?.style.setProperty('filter', 'blur(3px)')
      heading?.style.setProperty('opacity', '0.5')
      document
        .querySelector('button')
        ?.animate([{ rotate: '0deg' }, { rotate: '360deg' }], { duration: 500, iterations: Number.POSITIVE_INFINITY })
    },
  },
]
