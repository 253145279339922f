export type ScreenAttack = {
  readonly name: string
  /** Runs in the host page, whose first frame is the widget. @param buttonY Middle of the button in the frame. */
  readonly run: (buttonY: number) => void
  /** Whether no observer inside the frame can detect it. */
  readonly escapesObserver?: boolean
  readonly press: 'click' | 'doubleClick'
  /** Number of presses. The user reads between presses. @default 1 */
  readonly presses?: number
}

/** Colour of the decoy that a page shows instead of the frame's text. */
export const decoyColour = /^#F[A-F0-9]0[A-F0-9]F[A-F0-9]$/

/** Attacks that make a person press a button in a frame of 400 × 640 px without seeing its words. */
export const screenAttacks: readonly ScreenAttack[] = [
  {
    name: 'an overlay that the compositor moves in while the page blocks its own thread',
    escapesObserver: true,
    press: 'click',
    presses: 3,
    run: () => {
      const overlay = document.createElement('div')
      overlay.style.cssText =
        'position:fixed;left:0;top:0;width:400px;height:640px;background:#f0f;pointer-events:none;will-change:transform'
      document.body.append(overlay)
      const away = 'translateX(-2000px)'
      overlay.animate(
        [
          { transform: away },
          { transform: away, offset: 0.1 },
          { transform: 'none', offset: 0.101 },
          { transform: 'none' },
        ],
        { duration: 8_000, fill: 'forwards' },
      )
      const block = () => {
        const end = performance.now() + 5_000
        while (performance.now() < end);
      }
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(block)))
    },
  },
  {
    name: 'a mask that leaves the button',
    escapesObserver: true,
    press: 'click',
    presses: 3,
    run: (buttonY) => {
      document.documentElement.style.background = '#f0f'
      const top = Math.min(440, buttonY - 40)
      document
        .querySelector('iframe')
        ?.style.setProperty('mask', `linear-gradient(#000,#000) 0 ${top}px/100% 640px no-repeat`)
    },
  },
  {
    name: 'a clip-path with a hole over the words',
    escapesObserver: true,
    press: 'click',
    presses: 3,
    run: (buttonY) => {
      document.documentElement.style.background = '#f0f'
      const bottom = Math.min(440, buttonY - 40)
      document
        .querySelector('iframe')
        ?.style.setProperty('clip-path', `path(evenodd, "M0 0H400V640H0Z M10 10H390V${bottom}H10Z")`)
    },
  },
  {
    name: 'a frame of no opacity',
    press: 'click',
    presses: 3,
    run: () => {
      document.documentElement.style.background = '#f0f'
      document.querySelector('iframe')?.style.setProperty('opacity', '0')
    },
  },
  {
    name: 'a frame of next to no opacity',
    press: 'click',
    presses: 3,
    run: () => {
      document.documentElement.style.background = '#f0f'
      document.querySelector('iframe')?.style.setProperty('opacity', '0.01')
    },
  },
  {
    name: 'a cover that goes when it is pressed, before the second half of a double click',
    press: 'doubleClick',
    run: () => {
      const cover = document.createElement('div')
      cover.style.cssText = 'position:fixed;left:0;top:0;width:400px;height:640px;background:#f0f'
      document.body.append(cover)
      addEventListener('pointerdown', () => cover.remove())
    },
  },
]
