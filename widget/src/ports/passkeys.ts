import type { CallOptions } from './call.ts'

export type PasskeySupport = {
  /** A passkey can be asked for here. */
  readonly canAuthenticate: boolean
  /** A passkey can be made here: not in Safari's cross-site frames, nor without the host's `allow`. */
  readonly canRegister: boolean
}

/**
 * The browser's WebAuthn ceremonies. Rejects with `user_rejected` (the prompt was closed, or it timed out: browsers do
 * not tell these apart), `aborted`, `passkey_unavailable`, or `key_endpoint_unreachable` for options that cannot be read.
 */
export type Passkeys = {
  support(): PasskeySupport
  authenticate(options: PublicKeyCredentialRequestOptionsJSON, call?: CallOptions): Promise<AuthenticationResponseJSON>
  /** A passkey that is made after the caller gave up, or that cannot be read, is disowned. */
  register(options: PublicKeyCredentialCreationOptionsJSON, call?: CallOptions): Promise<RegistrationResponseJSON>
  /** Tells authenticators that no account has this passkey (any more), where the browser can. `rpId` defaults as in WebAuthn. */
  signalUnknown(passkey: { readonly rpId?: string | undefined; readonly id: string }): void
}
