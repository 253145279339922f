import { isLoopback } from '@openkey/protocol'
import { adoptStyles } from './adoptStyles.ts'
import type { FrameOptions, WidgetView } from './hostPage.ts'
import { listenToWidget } from './listenToWidget.ts'

/** The widget needs scripts, its storage, forms, and a continuation window of its own. */
const sandbox = 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox'

const features = ['publickey-credentials-get', 'publickey-credentials-create', 'clipboard-write']

/** Permissions to reach this device. Chromium 142 to 144 know the first name, later versions both. */
const loopbackFeatures = ['local-network-access', 'loopback-network']

/** Opens the widget in a frame: in a modal dialog, or inline in a container of the page. */
export function openFrame(options: FrameOptions): WidgetView {
  const { url, origin, theme, container, onMessage, onLoad, onRemoved, onDismiss } = options
  // Before its body has been parsed, a document has its root element only.
  const parent = container ?? document.body ?? document.documentElement
  const root = document.createElement('openkey-widget')
  // Turbo caches pages, and would restore a copy of the frame.
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

  const close = button('×', () => onDismiss('closed'))
  close.ariaLabel = 'Close'
  const dialog = container === undefined ? document.createElement('dialog') : undefined
  const card = dialog ?? document.createElement('section')
  card.ariaLabel = 'OpenKey'
  card.hidden = true
  card.style.colorScheme = theme === 'auto' ? 'light dark' : theme
  // In the light tree, where the widget’s window can find the frame through its opener.
  root.append(frame)
  const slot = document.createElement('slot')
  card.append(slot, close)

  let unlockScroll = () => {}
  let isShown = false
  dialog?.addEventListener('cancel', () => onDismiss('escape'))
  // The `close` event comes later, when the dialog may look hidden by CSS, or may have reopened for the next request.
  const closing = new MutationObserver(() => {
    if (!isShown || dialog?.open) return
    unlockScroll()
    onDismiss('closed')
  })
  if (dialog) closing.observe(dialog, { attributeFilter: ['open'] })

  const stopListening = listenToWidget(() => frame.contentWindow, onMessage)
  const observer = new MutationObserver(detectRemoval)
  shadow.append(card)
  parent.append(root)
  observer.observe(shadow, { childList: true })
  /**
   * The frame's first window. A removed frame has none, and a moved frame has another. A frame in a container outside
   * the document has none yet.
   */
  let widgetWindow: Window | null = null
  detectRemoval()

  function detectRemoval() {
    widgetWindow ??= frame.contentWindow
    if (frame.contentWindow !== widgetWindow || (widgetWindow && !card.isConnected)) return onRemoved()
    // Any ancestor may be removed, across shadow roots, and ancestors may change.
    for (let node: Node | null = root; node; node = node instanceof ShadowRoot ? node.host : node.parentNode) {
      observer.observe(node, { childList: true })
    }
  }

  function hide() {
    isShown = false
    unlockScroll()
    dialog?.close()
    card.hidden = true
  }

  return {
    detectRemoval,
    isVisible() {
      const shown = slot.isConnected ? frame : card
      const properties = { visibilityProperty: true, opacityProperty: !dialog }
      return shown.getBoundingClientRect().width > 0 && shown.checkVisibility?.(properties) !== false
    },
    show() {
      card.hidden = false
      if (!card.isConnected || dialog?.open) return
      isShown = true
      if (dialog) {
        unlockScroll = lockScroll()
        // Undoes a CSS zoom of the page, which would make the dialog larger than the viewport.
        dialog.style.zoom = String(1 / (parent.currentCSSZoom ?? 1))
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
      observer.disconnect()
      closing.disconnect()
      stopListening()
      root.remove()
    },
  }
}

/**
 * Keeps the page behind a dialog from scrolling. Reserves a gutter only in place of a scrollbar: without one, it would
 * shift the page.
 * @returns a function that unlocks it
 */
function lockScroll(): () => void {
  const hasScrollbar = innerWidth > document.documentElement.clientWidth
  return adoptStyles(document, `:root{overflow:hidden;${hasScrollbar ? 'scrollbar-gutter:stable' : ''}}`)
}

function button(textContent: string, onclick: () => void): HTMLButtonElement {
  return Object.assign(document.createElement('button'), { type: 'button', textContent, onclick })
}

/**
 * Styles around the frame, for a constructable style sheet, which a strict CSP allows. The page can style the element
 * and the frame, so both are reset with `!important`, which takes precedence over the page in a shadow tree. `all` does
 * not reset `direction`. The dialog keeps its top edge when its content changes; on a narrow screen, it is a sheet at the
 * bottom. A modal dialog is fixed by the browser. Written compactly, because the build
 * does not minify it. Must not use filter, backdrop-filter, opacity or animations, which count as occlusion inside the
 * frame.
 */
const frameStyles = `
:host{all:initial!important;direction:ltr!important;display:contents!important}
dialog,section{
padding:0;border:0;border-radius:16px;overflow:hidden;background:light-dark(#fff,#1b1b1f)}
section{position:relative}
dialog{
margin-top:3vh;width:400px;max-width:100%;max-height:none;box-shadow:0 0 0 1px #0002,0 24px 64px #0005}
dialog::backdrop{background:#101014a0}
button{
position:absolute;inset:8px 8px auto auto;width:32px;padding:0;border:0;border-radius:16px;background:0;
font:20px/32px system-ui;cursor:pointer}
button:hover{background:#8883}
.offer{position:static;width:88%;margin:64px 6% 24px;border:1px solid}
slot{display:block;height:480px;min-height:min(240px,100vh);max-height:94vh;max-height:94dvh}
::slotted(iframe){all:initial!important;display:block!important;width:100%!important;height:100%!important}
@media (width<480px){dialog{margin:auto auto 0;border-radius:16px 16px 0 0}}
`
