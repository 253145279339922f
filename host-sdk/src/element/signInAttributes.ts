import type { OpenKeyError } from '@openkey/protocol'
import type { SignedIn } from './signInToServer.ts'

/** Attributes of `<openkey-sign-in>`. Boolean ones are present or absent. */
export type SignInAttributes = {
  /** URL at which your server issues nonces. */
  'nonce-url': string
  /** URL of your server that receives message and signature. */
  'verify-url'?: string | undefined
  /** One line that the user reads. */
  statement?: string | undefined
  /** Whether requests carry cookies, as in `fetch`. @default 'same-origin' */
  credentials?: RequestCredentials | undefined
  /** URL of the widget, for an instance of this element. */
  widget?: string | undefined
  'app-name'?: string | undefined
  'chain-id'?: number | string | undefined
  name?: string | undefined
  required?: boolean | undefined
  disabled?: boolean | undefined
  'auto-submit'?: boolean | undefined
}

/** Listeners, as attributes of frameworks that pass on names with a dash. */
export type SignInListeners = {
  'onopenkey-signedin'?: ((event: CustomEvent<SignedIn>) => void) | undefined
  'onopenkey-error'?: ((event: CustomEvent<OpenKeyError>) => void) | undefined
}

/** `<openkey-sign-in>` in a document. */
export interface OpenKeySignInElement extends HTMLElement {
  readonly form: HTMLFormElement | null
  readonly type: string
  /** `{"message": "…", "signature": "0x…"}`, or empty. */
  readonly value: string
  name: string
  disabled: boolean
}
