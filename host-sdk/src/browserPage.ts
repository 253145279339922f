import { dialogStyles, scrollLockStyles } from './dialogStyles.ts'
import type { Frame, FrameOptions, HostPage } from './hostPage.ts'

/** What the widget may do: run, keep its storage, use forms, and open its own continuation window. */
const sandbox = 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox'

const features = ['publickey-credentials-get', 'publickey-credentials-create', 'clipboard-write']

/** The page we are in, or `undefined` on a server. This is the only file that touches the DOM. */
export function browserPage(): HostPage | undefined {
  if (typeof document === 'undefined') return undefined
  return { origin: location.origin, isSecure: isSecureContext, isIsolated: crossOriginIsolated, openFrame }
}

function openFrame({ url, origin, theme, onMessage, onLoad, onRemoved, onLeave }: FrameOptions): Frame {
  const root = document.createElement('openkey-widget')
  const shadow = root.attachShadow({ mode: 'open' })
  shadow.adoptedStyleSheets = [styleSheet(dialogStyles)]
  const scrollLock = new CSSStyleSheet()

  const frame = Object.assign(document.createElement('iframe'), {
    src: url,
    title: 'OpenKey',
    referrerPolicy: 'no-referrer',
    allow: features.map((feature) => `${feature} ${origin}`).join('; '),
    height: '480',
    onload: onLoad,
  })
  frame.setAttribute('sandbox', sandbox)

  const close = Object.assign(document.createElement('button'), {
    type: 'button',
    textContent: '×',
    ariaLabel: 'Close',
    onclick: () => onLeave('closed'),
  })
  const dialog = Object.assign(document.createElement('dialog'), {
    ariaLabel: 'OpenKey',
    oncancel: () => onLeave('escape'),
  })
  dialog.style.colorScheme = theme === 'auto' ? 'light dark' : theme
  dialog.append(frame, close)
  let isShown = false
  dialog.addEventListener('close', () => {
    // The event is a task of its own: by now the dialog may be open again for the next request.
    if (!isShown || dialog.open) return
    lockScroll(false)
    onLeave('closed')
  })

  const hear = ({ source, data, origin }: MessageEvent) => {
    if (source !== null && source === frame.contentWindow) onMessage({ data, origin })
  }
  addEventListener('message', hear)
  const watch = new MutationObserver(() => {
    if (!frame.isConnected) onRemoved()
  })

  shadow.append(dialog)
  document.body.append(root)
  watch.observe(document.body, { childList: true })
  watch.observe(shadow, { childList: true, subtree: true })

  function lockScroll(isLocked: boolean) {
    const others = document.adoptedStyleSheets.filter((sheet) => sheet !== scrollLock)
    if (isLocked) scrollLock.replaceSync(scrollLockStyles(innerWidth > document.documentElement.clientWidth))
    document.adoptedStyleSheets = isLocked ? [...others, scrollLock] : others
  }
  function hide() {
    isShown = false
    lockScroll(false)
    dialog.close()
  }

  return {
    show() {
      isShown = true
      if (dialog.open || !dialog.isConnected) return
      lockScroll(true)
      dialog.showModal()
      frame.focus()
    },
    hide,
    offerClose() {
      close.hidden = false
    },
    withholdClose() {
      close.hidden = true
    },
    setHeightPx(heightPx) {
      frame.height = String(heightPx)
    },
    post(message, ports) {
      frame.contentWindow?.postMessage(message, origin, [...ports])
    },
    remove() {
      hide()
      watch.disconnect()
      removeEventListener('message', hear)
      root.remove()
    },
  }
}

function styleSheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  return sheet
}
