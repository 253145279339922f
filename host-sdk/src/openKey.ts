import type { Account, Bootstrap, Narrowing, SignedSiwe } from '@openkey/protocol'
import type { Finding } from './doctor/finding.ts'
import type { Listen } from './events.ts'

/** How long a call may take, and how to cancel it. */
export type CallOptions = {
  /** Cancels the call: it rejects with `aborted`, and the widget withdraws its screen. */
  readonly signal?: AbortSignal | undefined
  /** Wall-clock time in milliseconds after which the call rejects with `timeout`. @default callTimeoutMs */
  readonly timeoutMs?: number | undefined
}

/** Options of {@link OpenKey.connect}. */
export type ConnectOptions = CallOptions & {
  /**
   * Shows nothing, and needs no click: resolves if the user has shared an account with this app before and is still
   * signed in, and rejects with `unauthorized` otherwise. @default false
   */
  readonly silent?: boolean | undefined
}

export type SignSiweInput = CallOptions & {
  /**
   * A Sign-In with Ethereum message ([EIP-4361](https://eips.ethereum.org/EIPS/eip-4361)) for this page's domain, at
   * most 32 KiB. It is signed byte for byte.
   */
  readonly message: string
  /** Id of the key to sign with. @default the connected key */
  readonly keyId?: string | undefined
}

/** Signs for the connected account. Compatible with the signers that web-sdks take from a wallet. */
export type Signer = {
  /** Returns the [EIP-55](https://eips.ethereum.org/EIPS/eip-55) address. Connects first if necessary. */
  readonly getAddress: (options?: CallOptions) => Promise<`0x${string}`>
  /** Returns the [EIP-155](https://eips.ethereum.org/EIPS/eip-155) chain id. Connects first if necessary. */
  readonly getChainId: (options?: CallOptions) => Promise<number>
  /**
   * Signs a SIWE message and returns its [EIP-191](https://eips.ethereum.org/EIPS/eip-191) signature, 65 bytes in hex.
   * @throws {OpenKeyError} `siwe_malformed` for any other text, and the errors of `signSiwe`
   */
  readonly signMessage: (message: string, options?: CallOptions) => Promise<string>
}

/** A session key and the SIWE message that delegates to it. */
export type PreparedSignIn<Prepared extends { readonly siwe: string }, Jwk> = {
  readonly prepared: Prepared
  readonly keyId: string
  readonly jwk: Jwk
}

/** The part of a web-sdk's authorization that {@link OpenKey.signIn} calls. */
export type SignInAuth<Prepared extends { readonly siwe: string }, Jwk, Session> = {
  /** Creates a session key and the SIWE message that delegates to it. Must not store anything. */
  readonly prepareSessionForSigning: () => Promise<PreparedSignIn<Prepared, Jwk>>
  /**
   * Prepares the session again, with what the user grants. With this method, the user may choose permissions during the
   * review: see `withNarrowing` of `@openkey/host-sdk/web-sdk`.
   */
  readonly narrowSession?: ((siwe: string, narrowing: Narrowing) => Promise<PreparedSignIn<Prepared, Jwk>>) | undefined
  /** Completes, stores and activates the session. */
  readonly signInWithPreparedSession: (
    prepared: Prepared,
    signature: string,
    keyId: string,
    jwk: Jwk,
  ) => Promise<Session>
}

/** One connection of an app to the widget. Every call rejects with an `OpenKeyError`, and settles exactly once. */
export type OpenKey = {
  /** The connected account, or `undefined` if none is connected yet. */
  readonly account: Account | undefined
  /** Loads the widget in advance, so that the first screen appears without delay. */
  readonly preload: () => void
  /**
   * Signs the user in and asks them to share one account with this app. Concurrent calls share one result. Once
   * connected, later calls return the account without a screen.
   * @throws {OpenKeyError} `user_rejected`, `frame_blocked`, `timeout` and others: see the table of errors in the
   * README
   * @example
   * button.onclick = async () => {
   *   const { address, chainId } = await openkey.connect()
   * }
   * @example
   * // After a reload
   * const account = await openkey.connect({ silent: true }).catch(() => undefined)
   */
  readonly connect: (options?: ConnectOptions) => Promise<Account>
  /**
   * Shows one message and signs it after the user approves. One signature can be open at a time.
   * @throws {OpenKeyError} `domain_mismatch` before anything is shown; `busy` while another signature is open
   * @example
   * const { message, signature } = await openkey.signSiwe({ message: siwe })
   * await fetch('/siwe/verify', { method: 'POST', body: JSON.stringify({ message, signature }) })
   */
  readonly signSiwe: (input: SignSiweInput) => Promise<SignedSiwe>
  /**
   * Signs in to TinyCloud: connects, lets `auth` prepare a session, has its message signed, and passes the signature
   * back. The user sees one dialog, which closes before the session is activated.
   * @param auth the `authorization` of a web-sdk
   * @param options `timeoutMs` covers the whole sign-in; without it, each screen has its own limit
   * @throws {OpenKeyError} the errors of `connect` and `signSiwe`; errors of `auth` pass through
   * @example
   * const { session, bootstrap } = await openkey.signIn(web.authorization)
   */
  readonly signIn: <Prepared extends { readonly siwe: string }, Jwk, Session>(
    auth: SignInAuth<Prepared, Jwk, Session>,
    options?: CallOptions,
  ) => Promise<{ readonly session: Session; readonly bootstrap: Bootstrap }>
  /** A signer for SDKs that expect a wallet. Connects on first use. */
  readonly signer: Signer
  /**
   * Subscribes to an event of {@link OpenKeyEvents} and returns a function that unsubscribes.
   * @example
   * const unsubscribe = openkey.on('disconnect', () => showSignIn())
   */
  readonly on: Listen
  /**
   * Resolves when the widget answers. Shows nothing.
   * @throws {OpenKeyError} `presentation_unavailable` if the widget lives in a window that is not open
   */
  readonly ping: (options?: CallOptions) => Promise<void>
  /**
   * Lists what prevents the widget from working on this page, each with the header or line to add. The list is empty if
   * nothing does. Loads its code on demand, opens a hidden frame, and removes it again.
   * @param options `timeoutMs` defaults to four times `connectTimeoutMs`
   * @example
   * for (const { code, problem, fix } of await openkey.diagnose()) console.warn(code, problem, fix)
   */
  readonly diagnose: (options?: CallOptions) => Promise<readonly Finding[]>
  /** Revokes the widget's approval of this app and forgets the account. The user stays signed in to OpenKey. */
  readonly disconnect: (options?: CallOptions) => Promise<void>
  /**
   * Rejects every open and later call with `destroyed`. The last instance that shares a frame removes it from the page.
   */
  readonly destroy: () => void
}
