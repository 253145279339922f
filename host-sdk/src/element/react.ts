import type { ClassAttributes, HTMLAttributes } from 'react'
import type { OpenKeySignInElement, SignInAttributes, SignInListeners } from './signInAttributes.ts'

import './index.ts'

export type { SignedIn } from './index.ts'

type Props = Omit<HTMLAttributes<OpenKeySignInElement>, keyof SignInAttributes> &
  ClassAttributes<OpenKeySignInElement> &
  SignInAttributes &
  SignInListeners

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'openkey-sign-in': Props
    }
  }
}
