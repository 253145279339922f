import type { OpenKeyError } from '@openkey/protocol'
import type { DefineComponent, HTMLAttributes } from 'vue'
import type { SignInAttributes } from './signInAttributes.ts'
import type { SignedIn } from './signInToServer.ts'

import './index.ts'

export type { SignedIn } from './index.ts'

type Listeners = {
  /** `@openkey-signedin` in templates. */
  'onOpenkey-signedin'?: ((event: CustomEvent<SignedIn>) => void) | undefined
  /** `@openkey-error` in templates. */
  'onOpenkey-error'?: ((event: CustomEvent<OpenKeyError>) => void) | undefined
}

declare module 'vue' {
  interface GlobalComponents {
    'openkey-sign-in': DefineComponent<Omit<HTMLAttributes, keyof SignInAttributes> & SignInAttributes & Listeners>
  }
}
