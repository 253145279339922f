export type CoverAttack = {
  readonly name: string
  /** Runs in the host page, whose first frame is the widget, with an armed button in it. */
  readonly run: () => void
  /** Time before the press, in milliseconds. @default 30 */
  readonly leadMs?: number
  /** Pressed by key where the pointer cannot reach the frame. @default 'pointer' */
  readonly by?: 'pointer' | 'key'
  /** The frame's response to the press. @default 'Part of OpenKey is covered or out of view' */
  readonly says?: string
}

/** Ways of a page to show its visitor something else than what the press is for. */
export const coverAttacks: readonly CoverAttack[] = [
  {
    name: 'a transparent overlay that lets the pointer through',
    run: () => {
      const overlay = document.createElement('div')
      overlay.style.cssText = 'position:fixed;inset:0;pointer-events:none'
      document.body.append(overlay)
    },
  },
  {
    name: 'an overlay that is painted before the page blocks its own thread',
    leadMs: 150,
    run: () => {
      const overlay = document.createElement('div')
      overlay.style.cssText = 'position:fixed;inset:0;pointer-events:none;background:#fff'
      document.body.append(overlay)
      const block = () => {
        const end = performance.now() + 1_500
        while (performance.now() < end);
      }
      requestAnimationFrame(() => setTimeout(block))
    },
  },
  {
    name: 'an overlay over the words alone',
    run: () => {
      const { x, y, width } = document.querySelector('iframe')?.getBoundingClientRect() ?? new DOMRect()
      const overlay = document.createElement('div')
      overlay.style.cssText = `position:fixed;left:${x}px;top:${y + 60}px;width:${width}px;height:40px;background:#fff`
      document.body.append(overlay)
    },
  },
  {
    name: 'the shadow of a neighbour',
    run: () => {
      const neighbour = document.createElement('div')
      const { right, top } = document.querySelector('iframe')?.getBoundingClientRect() ?? new DOMRect()
      neighbour.style.cssText = `position:fixed;left:${right + 40}px;top:${top}px;width:20px;height:20px;pointer-events:none;box-shadow:0 0 0 600px #fff`
      document.body.append(neighbour)
    },
  },
  {
    name: 'opacity of the frame',
    run: () => document.querySelector('iframe')?.style.setProperty('opacity', '0.9'),
  },
  {
    name: 'opacity of what the frame stands in',
    run: () => document.body.style.setProperty('opacity', '0'),
  },
  {
    name: 'a filter',
    run: () => document.querySelector('iframe')?.style.setProperty('filter', 'contrast(0.2)'),
  },
  {
    name: 'a blend',
    run: () => document.querySelector('iframe')?.style.setProperty('mix-blend-mode', 'difference'),
  },
  {
    name: 'scale',
    by: 'key',
    run: () => document.querySelector('iframe')?.style.setProperty('transform', 'scale(0.9)'),
  },
  {
    name: 'rotate',
    by: 'key',
    run: () => document.querySelector('iframe')?.style.setProperty('rotate', '2deg'),
  },
  {
    name: 'a clip that leaves the button',
    run: () => document.querySelector('iframe')?.style.setProperty('clip-path', 'inset(50% 0 0 0)'),
  },
  {
    name: 'a box that cuts the words off',
    run: () => {
      const box = document.querySelector<HTMLElement>('#widget')
      box?.style.setProperty('height', '620px')
      box?.style.setProperty('overflow', 'hidden')
    },
  },
  {
    name: 'a scrolled page',
    run: () => {
      document.body.style.paddingBottom = '3000px'
      scrollTo(0, 200)
    },
  },
  {
    name: 'a popover upon it',
    run: () => {
      const popover = document.createElement('div')
      popover.popover = 'manual'
      popover.style.cssText = 'inset:0;width:100%;height:100%;pointer-events:none;background:none;border:0'
      document.body.append(popover)
      popover.showPopover()
    },
  },
  {
    name: 'a popover elsewhere',
    run: () => {
      const popover = document.createElement('div')
      popover.popover = 'manual'
      popover.style.cssText = 'inset:auto 0 0 auto;width:20px;height:20px'
      document.body.append(popover)
      popover.showPopover()
    },
  },
  {
    name: 'a view transition that keeps an old picture over it',
    by: 'key',
    leadMs: 60,
    run: () => {
      const style = document.createElement('style')
      style.textContent = '::view-transition-group(*), ::view-transition-old(*) { animation-duration: 60s }'
      document.head.append(style)
      document.startViewTransition(() => document.body.append('changed'))
    },
  },
  {
    name: 'a frame too low to read',
    says: 'This is too small to read',
    by: 'key',
    run: () => document.querySelector('iframe')?.setAttribute('height', '200'),
  },
  {
    name: 'a frame too narrow to read',
    says: 'This is too small to read',
    by: 'key',
    run: () => document.querySelector('iframe')?.setAttribute('width', '280'),
  },
  {
    name: 'a page zoomed out of sight',
    says: 'This is too small to read',
    by: 'key',
    run: () => document.body.style.setProperty('zoom', '0.3'),
  },
]

type MaskAttack = {
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
