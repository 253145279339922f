import type { CallOptions } from './call.ts'

export type PasskeySupport = {
  /** A passkey can be asked for here. */
  readonly canAuthenticate: boolean
  /** A passkey can be made here: not in Safari's cross-site frames, nor without the host's `allow`. */
  readonly canRegister: boolean
}

/**
 * The browser's WebAuthn ceremonies. Rejects with `user_rejected` (the prompt was closed, or it timed out: browsers do
 * not tell these apart), `aborted`, or `passkey_unavailable`.
 */
export type Passkeys = {
  support(): PasskeySupport
  authenticate(options: PublicKeyCredentialRequestOptionsJSON, call?: CallOptions): Promise<AuthenticationResponseJSON>
  register(options: PublicKeyCredentialCreationOptionsJSON, call?: CallOptions): Promise<RegistrationResponseJSON>
}
