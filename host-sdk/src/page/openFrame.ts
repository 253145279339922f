import { isLoopback } from '@openkey/protocol'
import { adoptStyles } from './adoptStyles.ts'
import { frameStyles } from './frameStyles.ts'
import { hearWidget } from './hearWidget.ts'
import type { FrameOptions, Surface } from './hostPage.ts'
import { lockScroll } from './lockScroll.ts'

/** What the widget may do: run, keep its storage, use forms, and open its own continuation window. */
const sandbox = 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox'

const features = ['publickey-credentials-get', 'publickey-credentials-create', 'clipboard-write']

/** What a browser grants a frame that reaches this machine: Chromium 142 to 144 know the first name, later ones both. */
const loopbackFeatures = ['local-network-access', 'loopback-network']

/** The widget in a frame: in a modal dialog, or inline in a container of the page. */
export function openFrame(options: FrameOptions): Surface {
  const { url, origin, theme, container, onMessage, onLoad, onRemoved, onLeave } = options
  // Before its body is read, a page has its root only.
  const place = container ?? document.body ?? document.documentElement
  const root = document.createElement('openkey-widget')
  // Turbo keeps a copy of a page it leaves, and would show one of the frame when it comes back.
  root.dataset.turboTemporary = ''
  const shadow = root.attachShadow({ mode: 'open' })
  adoptStyles(shadow, frameStyles)

  let isLoading = true
  const frame = Object.assign(document.createElement('iframe'), {
    sandbox,
    src: url,
    title: 'OpenKey',
    referrerPolicy: 'no-referrer',
    allow: [...features, ...(isLoopback(new URL(url).hostname) ? loopbackFeatures : [])]
      .map((feature) => `${feature} ${origin}`)
      .join('; '),
    onload() {
      isLoading = false
      onLoad()
    },
  })

  const close = button('×', () => onLeave('closed'))
  close.ariaLabel = 'Close'
  const dialog = container === undefined ? document.createElement('dialog') : undefined
  const card = dialog ?? document.createElement('section')
  card.ariaLabel = 'OpenKey'
  card.hidden = true
  card.style.colorScheme = theme === 'auto' ? 'light dark' : theme
  // A child of the element, not of its shadow tree, so that a window of the widget can find the frame through its opener.
  root.append(frame)
  const slot = document.createElement('slot')
  card.append(slot, close)

  let unlockScroll = () => {}
  let isShown = false
  dialog?.addEventListener('cancel', () => onLeave('escape'))
  dialog?.addEventListener('close', () => {
    // The event is a task of its own: by now the dialog may be open again for the next request.
    if (!isShown || dialog.open) return
    unlockScroll()
    onLeave('closed')
  })

  const stopHearing = hearWidget(() => frame.contentWindow, onMessage)
  const watch = new MutationObserver(look)
  shadow.append(card)
  place.append(root)
  watch.observe(shadow, { childList: true })
  /**
   * Of the frame as it was inserted: a frame that is taken out has none, and one that is moved has another. In a
   * container that is no part of the page yet there is none to lose.
   */
  let inside: Window | null = null
  look()

  function look() {
    inside ??= frame.contentWindow
    if (frame.contentWindow !== inside || (inside && !card.isConnected)) return onRemoved()
    // It may go with anything above it, across shadow roots; and what is above it may change.
    for (let node: Node | null = root; node; node = node instanceof ShadowRoot ? node.host : node.parentNode) {
      watch.observe(node, { childList: true })
    }
  }

  function hide() {
    isShown = false
    unlockScroll()
    dialog?.close()
    card.hidden = true
  }

  return {
    look,
    isVisible() {
      const seen = slot.isConnected ? frame : card
      const looks = { visibilityProperty: true, opacityProperty: !dialog }
      return seen.getBoundingClientRect().width > 0 && seen.checkVisibility?.(looks) !== false
    },
    show() {
      card.hidden = false
      if (!card.isConnected || dialog?.open) return
      isShown = true
      if (dialog) {
        unlockScroll = lockScroll()
        // A page that is zoomed by its CSS must not take the dialog along, which would be larger than the view.
        dialog.style.zoom = String(1 / (place.currentCSSZoom ?? 1))
        dialog.showModal()
      }
      frame.focus()
    },
    hide,
    isLoading: () => isLoading,
    setCloseable(isCloseable) {
      close.hidden = !isCloseable
    },
    offerWindow(onPress) {
      const offer = button('Continue in a window', onPress)
      offer.className = 'offer'
      slot.replaceWith(offer)
      offer.focus()
      return () => offer.replaceWith(slot)
    },
    resize({ heightPx }) {
      slot.style.height = `${heightPx}px`
    },
    post(message, ports) {
      frame.contentWindow?.postMessage(message, origin, [...ports])
    },
    remove() {
      hide()
      watch.disconnect()
      stopHearing()
      root.remove()
    },
  }
}

function button(textContent: string, onclick: () => void): HTMLButtonElement {
  return Object.assign(document.createElement('button'), { type: 'button', textContent, onclick })
}
