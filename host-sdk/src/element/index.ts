import type { OpenKeyError } from '@openkey/protocol'
import { installStub } from '../script/installStub.ts'
import { version } from '../version.ts'
import { createSignInElement, type PageOpenKey } from './signInElement.ts'
import type { SignedIn } from './signInToServer.ts'

export type { SignedIn } from './signInToServer.ts'

declare global {
  interface HTMLElementEventMap {
    'openkey:signedin': CustomEvent<SignedIn>
    'openkey:error': CustomEvent<OpenKeyError>
  }
}

const tag = 'openkey-sign-in'

// On a server there is nothing to define, even where it has a document for a library that looks for one.
if (typeof customElements !== 'undefined') {
  const page: { OpenKey?: PageOpenKey } = window
  const before = customElements.get(tag)
  // The script may come later than this file, and without its snippet.
  installStub(page)
  if (before === undefined) {
    customElements.define(
      tag,
      createSignInElement(() => {
        if (page.OpenKey === undefined) throw new Error('There is no OpenKey.')
        return page.OpenKey
      }),
    )
  } else if (Reflect.get(before, 'version') !== version) {
    // biome-ignore lint/suspicious/noConsole: two versions on one page are the integrator's to see.
    console.warn(`<${tag}> is defined already, by another version than ${version}.`)
  }
}
