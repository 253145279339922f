export type MaskAttack = {
  readonly name: string
  /** Runs in the host page, whose first frame is the widget. */
  readonly run: () => void
}

/** Ways to show a part of a frame for something else that no observer inside the frame can see. */
export const maskAttacks: readonly MaskAttack[] = [
  {
    name: 'a mask',
    run: () => document.querySelector('iframe')?.style.setProperty('mask', 'linear-gradient(#000,#000) 0 90%/100% 20%'),
  },
  {
    name: 'a hole in a clip-path',
    run: () =>
      document
        .querySelector('iframe')
        ?.style.setProperty('clip-path', 'path(evenodd, "M0 0H400V640H0Z M20 20H380V400H20Z")'),
  },
  { name: 'zoom', run: () => document.querySelector('iframe')?.style.setProperty('zoom', '3') },
  {
    name: 'a jump',
    run: () => document.querySelector('iframe')?.style.setProperty('translate', '40px -20px'),
  },
  {
    name: 'a frame that follows the pointer',
    run: () =>
      addEventListener('pointermove', ({ clientX, clientY }) => {
        document.querySelector('iframe')?.style.setProperty('translate', `${clientX - 200}px ${clientY - 600}px`)
      }),
  },
]
