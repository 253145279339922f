import type { CallOptions } from './keyEndpoint.ts'

export type PasskeySupport = {
  /** Whether this page can request a passkey. */
  readonly canAuthenticate: boolean
  /** A passkey can be made here: not in Safari's cross-site frames, nor without the host's `allow`. */
  readonly canRegister: boolean
}

/**
 * The browser's WebAuthn ceremonies. Rejects with `user_rejected` (the prompt was closed, or it timed out: browsers do
 * not tell these apart), `aborted`, `passkey_unavailable`, or `key_endpoint_unreachable` for options that cannot be
 * read.
 */
export type Passkeys = {
  support(): PasskeySupport
  authenticate(options: PublicKeyCredentialRequestOptionsJSON, call?: CallOptions): Promise<AuthenticationResponseJSON>
  /** Reports a passkey that is created after an abort, or that cannot be read, as unknown. */
  register(options: PublicKeyCredentialCreationOptionsJSON, call?: CallOptions): Promise<RegistrationResponseJSON>
  /** Signals an unknown credential (WebAuthn Level 3, 5.1.10) where the browser can. `rpId` defaults as in WebAuthn. */
  signalUnknown(passkey: { readonly rpId?: string | undefined; readonly id: string }): void
}
