import { type OpenKeyError, packageVersion as version } from '@openkey/protocol'
import { installStub } from '../script/installStub.ts'
import type { OpenKeySignInElement } from './signInAttributes.ts'
import { createSignInElement, type PageOpenKey } from './signInElement.ts'
import type { SignedIn } from './signInToServer.ts'

export type { OpenKeySignInElement, SignInAttributes } from './signInAttributes.ts'
export type { SignedIn } from './signInToServer.ts'

declare global {
  interface HTMLElementTagNameMap {
    'openkey-sign-in': OpenKeySignInElement
  }
  interface HTMLElementEventMap {
    'openkey:signedin': CustomEvent<SignedIn>
    'openkey:error': CustomEvent<OpenKeyError>
    'openkey-signedin': CustomEvent<SignedIn>
    'openkey-error': CustomEvent<OpenKeyError>
  }
}

const tag = 'openkey-sign-in'

// Skipped on servers, some of which provide a partial `document`.
if (typeof customElements !== 'undefined') {
  const page: { OpenKey?: PageOpenKey } = window
  const before: (CustomElementConstructor & { readonly version?: unknown }) | undefined = customElements.get(tag)
  // The script may load after this file, and without its snippet.
  installStub(page)
  if (before === undefined) {
    customElements.define(
      tag,
      createSignInElement(() => {
        if (page.OpenKey === undefined) throw new Error('window.OpenKey was removed.')
        return page.OpenKey
      }),
    )
  } else if (before.version !== version) {
    // biome-ignore lint/suspicious/noConsole: the integrator must see that two versions are loaded.
    console.warn(`<${tag}> is already defined by another version than ${version}.`)
  }
}
