import { adoptStyles } from '../page/adoptStyles.ts'
import { signInStyles } from './signInStyles.ts'

export type SignInState = 'idle' | 'busy' | 'signed-in' | 'failed'

export type SignInView = {
  readonly button: HTMLButtonElement
  readonly show: (state: SignInState) => void
  readonly setDisabled: (isDisabled: boolean) => void
}

/** What is to be seen of the element. Every text of it can be replaced by a slot. */
export function createSignInView(root: ShadowRoot, onPress: () => void): SignInView {
  // A page can do without these styles, and must not do without the button.
  try {
    adoptStyles(root, signInStyles)
  } catch {}

  const spinner = element('span', { part: 'spinner', 'aria-hidden': 'true' })
  const label = element('span', { part: 'label' }, slot('', 'Sign in with OpenKey'))
  const button = element('button', { part: 'button', type: 'button' }, spinner, label)
  const error = element('p', { part: 'error' }, slot('error', 'Sign-in failed. Please try again.'))
  // A live region is heard when its content changes, so it is there before.
  const status = element('div', { role: 'status' }, error)
  button.addEventListener('click', () => {
    // The press that opened the dialog must not be repeated, and the focus must have a place to come back to.
    if (button.getAttribute('aria-busy') !== 'true') onPress()
  })
  root.append(button, status)

  function show(state: SignInState) {
    const isBusy = state === 'busy'
    button.setAttribute('aria-busy', String(isBusy))
    spinner.hidden = !isBusy
    error.hidden = state !== 'failed'
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
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}
