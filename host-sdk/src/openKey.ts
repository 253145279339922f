import type { Account, Bootstrap, SignedSiwe } from '@openkey/protocol'
import type { Signer } from './calls/createSigner.ts'
import type { SignInAuth } from './calls/createSignIn.ts'
import type { Finding } from './doctor/finding.ts'
import type { Listen } from './events.ts'

/** How long a call may take, and how to take it back. */
export type Limits = {
  /** Gives the call up: it fails with `aborted` and is withdrawn in the widget. */
  readonly signal?: AbortSignal | undefined
  /** By the wall clock, in milliseconds. @default callTimeoutMs */
  readonly timeoutMs?: number | undefined
}

export type SignSiweInput = Limits & {
  /** An EIP-4361 message for this page's domain, at most 32 KiB. It is signed byte for byte. */
  readonly message: string
  /** The key to sign with. @default the connected one */
  readonly keyId?: string | undefined
}

/** One widget, as an app uses it. Every call fails with an `OpenKeyError`, and settles exactly once. */
export type OpenKey = {
  /** Loads the widget while nobody waits, so that the first screen is there at once. */
  readonly preload: () => void
  /**
   * Signs the user in and asks to share one account with this app. Callers at the same time share one answer, and a
   * connected account is answered without asking again.
   */
  readonly connect: (limits?: Limits) => Promise<Account>
  /**
   * Shows one message and signs it once the user says so.
   * @throws {OpenKeyError} `domain_mismatch` before anything is shown; `busy` while another signature is open
   */
  readonly signSiwe: (input: SignSiweInput) => Promise<SignedSiwe>
  /**
   * Connects, has `auth` prepare a session, signs its message, and hands the signature back: one dialog, closed
   * before the session is activated.
   * @param limits `timeoutMs` spans the whole sign-in; without it, each screen has its own
   */
  readonly signIn: <Prepared extends { readonly siwe: string }, Jwk, Session>(
    auth: SignInAuth<Prepared, Jwk, Session>,
    limits?: Limits,
  ) => Promise<{ readonly session: Session; readonly bootstrap: Bootstrap }>
  /** What a web-sdk takes for a wallet. Connects when first asked for something. */
  readonly signer: Signer
  /** Listens; returns its undo. */
  readonly on: Listen
  /** Resolves when the widget answers. */
  readonly ping: (limits?: Limits) => Promise<void>
  /**
   * Names what keeps the widget from working on this page, with the header or line to add; an empty list where all is
   * well. It loads its own code, opens a frame that nobody sees, and takes it away again.
   * @param limits `timeoutMs` is four times `connectTimeoutMs` by default
   */
  readonly diagnose: (limits?: Limits) => Promise<readonly Finding[]>
  /** Drops the widget's approval of this app, and forgets the account. */
  readonly disconnect: (limits?: Limits) => Promise<void>
  /**
   * Fails every open and later call with `destroyed`. The last instance that shares a frame takes everything out of
   * the page.
   */
  readonly destroy: () => void
}
