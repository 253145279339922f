import type { HTMLAttributes } from 'svelte/elements'
import type { OpenKeySignInElement, SignInAttributes, SignInListeners } from './signInAttributes.ts'

import './index.ts'

export type { SignedIn } from './index.ts'

type Props = Omit<HTMLAttributes<OpenKeySignInElement>, keyof SignInAttributes> & SignInAttributes & SignInListeners

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'openkey-sign-in': Props
  }
}
