/** Short messages in a corner of the page. */
export type Toasts = {
  /** Shows a message that disappears by itself. Screen readers read it when they are idle. */
  inform(text: string): void
  /** Shows a message that stays until it is closed. Screen readers read it at once. */
  alert(text: string): void
}

/** Longest time a message stays by itself, in milliseconds. It starts anew while the pointer or the focus is on it. */
const visibleMs = 6_000

/** More messages would cover the page. */
const maxToasts = 3

/**
 * Creates the messages of a page. They live in a shadow root, need no inline style, and take their colors from the
 * custom properties `--tinycloud-toast-background`, `--tinycloud-toast-color` and `--tinycloud-toast-accent`. Their
 * parts are `toast` and `close`.
 */
export function createToasts(page: Document): Toasts {
  let list: HTMLElement | undefined

  function show(text: string, role: 'status' | 'alert'): void {
    list ??= createList(page)
    const toast = createToast(page, text, role)
    list.append(toast)
    // Inserted after its container, so that screen readers notice the change.
    while (list.children.length > maxToasts) list.firstElementChild?.remove()
    if (role === 'status') removeWhenUnused(toast)
  }

  return { inform: (text) => show(text, 'status'), alert: (text) => show(text, 'alert') }
}

function createList(page: Document): HTMLElement {
  const host = page.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  root.adoptedStyleSheets = [sheet]
  const list = page.createElement('section')
  list.setAttribute('aria-label', 'Notifications')
  root.append(list)
  page.body.append(host)
  return list
}

function createToast(page: Document, text: string, role: 'status' | 'alert'): HTMLElement {
  const toast = page.createElement('div')
  toast.setAttribute('role', role)
  toast.setAttribute('part', 'toast')
  toast.className = role
  const paragraph = page.createElement('p')
  paragraph.textContent = text
  const close = page.createElement('button')
  close.type = 'button'
  close.setAttribute('part', 'close')
  close.setAttribute('aria-label', 'Close')
  close.textContent = '×'
  close.addEventListener('click', () => toast.remove())
  toast.append(paragraph, close)
  return toast
}

function removeWhenUnused(toast: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(() => toast.remove(), visibleMs)
  }
  const hold = () => clearTimeout(timer)
  toast.addEventListener('pointerenter', hold)
  toast.addEventListener('focusin', hold)
  toast.addEventListener('pointerleave', wait)
  toast.addEventListener('focusout', wait)
  wait()
}

const styles = `
  section {
    position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: 2147483000;
    display: flex; flex-direction: column; gap: .5rem;
    inline-size: min(22rem, calc(100vw - 2rem)); font: 1rem/1.4 system-ui, sans-serif;
  }
  div {
    display: flex; align-items: start; gap: .5rem; padding: .75rem .5rem .75rem 1rem; border-radius: .5rem;
    color: var(--tinycloud-toast-color, #f4f6fa); background: var(--tinycloud-toast-background, #1d222b);
    border: 1px solid #8a93a3; border-inline-start: .3rem solid var(--tinycloud-toast-accent, #63d2b8);
  }
  .alert { border-inline-start-color: #ffb4aa; }
  p { flex: 1; margin: 0; overflow-wrap: anywhere; }
  button {
    min-inline-size: 2rem; min-block-size: 2rem; border: 0; border-radius: .25rem; cursor: pointer;
    font: inherit; color: inherit; background: none;
  }
  button:focus-visible { outline: 2px solid currentcolor; }
  @media (prefers-reduced-motion: no-preference) {
    div { animation: enter .15s ease-out; }
    @keyframes enter { from { opacity: 0; transform: translateY(.5rem); } }
  }
`
