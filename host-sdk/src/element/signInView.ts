import { adoptStyles } from '../page/adoptStyles.ts'

export type SignInState = 'idle' | 'busy' | 'signed-in' | 'failed'

export type SignInView = {
  readonly button: HTMLButtonElement
  /** @param address of the account, once it is signed in */
  readonly show: (state: SignInState, address?: string) => void
  readonly setDisabled: (isDisabled: boolean) => void
}

/** Renders the button and the error text of the element. Slots can replace both texts. */
export function createSignInView(root: ShadowRoot, onPress: () => void): SignInView {
  // Without constructable style sheets, the button still works.
  try {
    adoptStyles(root, signInStyles)
  } catch {}

  const spinner = element('span', { part: 'spinner', 'aria-hidden': 'true' })
  const label = element('span', { part: 'label' }, slot('', 'Sign in with OpenKey'))
  const button = element('button', { part: 'button', type: 'button' }, spinner, label)
  const error = element('p', { part: 'error' }, slot('error', 'Sign-in failed. Please try again.'))
  // Screen readers announce changes of a live region only if it exists before.
  const account = element('p', { part: 'account' })
  const status = element('div', { role: 'status' }, account, error)
  button.addEventListener('click', () => {
    // Not disabled while busy: focus must return to the button when the dialog closes.
    if (button.getAttribute('aria-busy') !== 'true') onPress()
  })
  root.append(button, status)

  function show(state: SignInState, address?: string) {
    const isBusy = state === 'busy'
    button.setAttribute('aria-busy', String(isBusy))
    spinner.hidden = !isBusy
    error.hidden = state !== 'failed'
    account.hidden = address === undefined
    account.textContent = address === undefined ? '' : `Signed in as ${address}`
  }
  show('idle')

  return {
    button,
    show,
    setDisabled(isDisabled) {
      button.disabled = isDisabled
    },
  }
}

function slot(name: string, text: string): HTMLElement {
  return element('slot', name === '' ? {} : { name }, text)
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value)
  created.append(...children)
  return created
}

/** Styles of the element, for a constructable style sheet, which a strict CSP allows. */
const signInStyles = `
:host { display: inline-block; color-scheme: light dark; font: 600 1rem/1.25 system-ui, sans-serif; }
:host([hidden]) { display: none; }
button {
  display: inline-flex; align-items: center; justify-content: center; gap: .625em; width: 100%; min-height: 44px;
  padding: .625em 1.25em; border: 1px solid transparent; border-radius: var(--openkey-radius, 10px); font: inherit;
  background: var(--openkey-background, light-dark(#1b1b1f, #f4f4f6)); color: var(--openkey-color, light-dark(#fff, #1b1b1f));
  cursor: pointer;
}
button:focus-visible { outline: 3px solid var(--openkey-focus, light-dark(#3b5bdb, #a5b4fc)); outline-offset: 2px; }
button:disabled { opacity: .5; cursor: default; }
button[aria-busy=true] { cursor: progress; }
[part=spinner] {
  width: 1em; height: 1em; border: 2px solid; border-block-start-color: transparent; border-radius: 50%;
  animation: turn 1s linear infinite;
}
[part=account], [part=error] { margin: .5em 0 0; font-weight: 400; overflow-wrap: anywhere; }
[part=error] { color: var(--openkey-error, light-dark(#b3261e, #ffb4ab)); }
[hidden] { display: none; }
@keyframes turn { to { rotate: 1turn; } }
@media (prefers-reduced-motion: reduce) { [part=spinner] { animation: none; } }
`
