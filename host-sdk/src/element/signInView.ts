import { adoptStyles } from '../page/adoptStyles.ts'
import { signInStyles } from './signInStyles.ts'

export type SignInState = 'idle' | 'busy' | 'signed-in' | 'failed'

export type SignInView = {
  readonly button: HTMLButtonElement
  readonly show: (state: SignInState) => void
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
  const status = element('div', { role: 'status' }, error)
  button.addEventListener('click', () => {
    // Not disabled while busy: focus must return to the button when the dialog closes.
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
  const created = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value)
  created.append(...children)
  return created
}
