import type { Bootstrap } from '@openkey/protocol'
import type { Address } from '@openkey/protocol/siwe'
import type { KeyEndpointSession } from '../domain/access.ts'
import type { SignPurpose } from '../domain/request/signPurpose.ts'

/** Options of every external call. Aborting `signal` cancels it. */
export type CallOptions = { readonly signal?: AbortSignal | undefined }

/** Bearer credential of a session. Must never leave the widget except to the key endpoint. */
export type SessionToken = string

/** One owner key the endpoint can sign with. Archived and external keys are left out. */
export type Key = { readonly id: string; readonly address: Address; readonly label: string }

/** One passkey of a user, as WebAuthn names it. */
export type Passkey = { readonly id: string; readonly transports?: readonly string[] | undefined }

/** One passkey as shown to its owner. */
export type ListedPasskey = Passkey & {
  readonly name?: string | undefined
  /** Milliseconds since the epoch. */
  readonly addedAt?: number | undefined
}

/** A passkey assertion over a challenge of `passkeySignInOptions`, which proves that the owner is present. */
export type Gesture = { readonly challengeToken: string; readonly response: AuthenticationResponseJSON }

/**
 * Of a call that changes how an account is opened. Without a gesture, an endpoint may refuse it for an older session:
 * the details then have `passkey` as `expected`.
 */
export type ChangeOptions = CallOptions & { readonly gesture?: Gesture | undefined }

export type User = { readonly userId: string; readonly email?: string | undefined }

/** Options of one WebAuthn ceremony, and the token that ties the answer to its challenge. */
export type PasskeyChallenge<Options> = { readonly options: Options; readonly challengeToken: string }

/** The endpoint's response. Untrusted until the signature has been verified. */
export type SignOutput = {
  readonly signature: `0x${string}`
  readonly address: Address
  readonly bootstrap: Bootstrap
  /** Opened by an approval that came without a session. Not every such approval opens one. */
  readonly session?: SessionToken | undefined
}

/** Authorizes a signature: a session, a passkey assertion over exactly this message, or both. */
export type Authority =
  | { readonly token: SessionToken; readonly approval?: AuthenticationResponseJSON | undefined }
  | { readonly token?: undefined; readonly approval: AuthenticationResponseJSON }

export type SignInput = {
  readonly keyId: string
  readonly message: string
  /** For the endpoint's log only. */
  readonly purpose?: SignPurpose | undefined
} & Authority

/**
 * The holder of the owner keys, as the widget needs it.
 *
 * Every method rejects with an {@link OpenKeyError} only: `session_expired`, `key_endpoint_rejected`, `rate_limited`,
 * `key_endpoint_unreachable` or, when the caller's signal fired, `aborted`. It contains no text of the endpoint.
 * A refusal that tells what is wanted instead has it in its details: `expected` is `window` or `passkey`. One that
 * tells what stands in its way has it there, too: `received` is `limit_reached`, `last_way_in` or `passkey_missing`.
 */
export type KeyEndpoint = {
  sendEmailCode(email: string, options?: CallOptions): Promise<void>
  /** A first-time address becomes an account with one key. */
  signInWithEmailCode(email: string, code: string, options?: CallOptions): Promise<SessionToken>

  passkeySignInOptions(options?: CallOptions): Promise<PasskeyChallenge<PublicKeyCredentialRequestOptionsJSON>>
  finishPasskeySignIn(
    response: AuthenticationResponseJSON,
    challengeToken: string,
    options?: CallOptions,
  ): Promise<SessionToken>

  passkeyRegisterOptions(
    token: SessionToken,
    options?: ChangeOptions,
  ): Promise<PasskeyChallenge<PublicKeyCredentialCreationOptionsJSON>>
  /** Resolves to the token to use from here on, which may be the one given. */
  finishPasskeyRegistration(
    token: SessionToken,
    registration: {
      readonly response: RegistrationResponseJSON
      readonly challengeToken: string
      readonly name?: string | undefined
    },
    options?: CallOptions,
  ): Promise<SessionToken>

  /** The passkeys of the session's user. */
  listPasskeys(token: SessionToken, options?: CallOptions): Promise<readonly ListedPasskey[]>
  removePasskey(token: SessionToken, id: string, options?: ChangeOptions): Promise<void>
  /**
   * Whether email codes no longer open the account. Rejects with `key_endpoint_rejected` if the endpoint cannot tell.
   */
  isPasskeyRequired(token: SessionToken, options?: CallOptions): Promise<boolean>
  requirePasskey(token: SessionToken, isRequired: boolean, options?: ChangeOptions): Promise<void>
  /**
   * Whether the endpoint signs the messages that set up the user's storage without asking. Rejects with
   * `key_endpoint_rejected` if the endpoint cannot tell.
   */
  isAutoSignEnabled(token: SessionToken, options?: CallOptions): Promise<boolean>
  enableAutoSign(token: SessionToken, isEnabled: boolean, options?: ChangeOptions): Promise<void>

  /** `undefined` when the token names no session. */
  whoAmI(token: SessionToken, options?: CallOptions): Promise<User | undefined>
  /** In the order of their index. */
  listKeys(token: SessionToken, options?: CallOptions): Promise<readonly Key[]>
  createKey(token: SessionToken, options?: CallOptions): Promise<Key>
  /** EIP-191 signature over exactly `message`. An expired session is reported before an approval is checked. */
  sign(input: SignInput, options?: CallOptions): Promise<SignOutput>
  /**
   * Lists the account's sessions, latest first. Rejects with `key_endpoint_rejected` if the endpoint cannot list them.
   */
  listSessions(token: SessionToken, options?: CallOptions): Promise<readonly KeyEndpointSession[]>
  /** Ends one session of the account. */
  endSession(token: SessionToken, id: string, options?: CallOptions): Promise<void>
  /** Resolves once the endpoint no longer knows the session. */
  signOut(token: SessionToken, options?: CallOptions): Promise<void>
}
