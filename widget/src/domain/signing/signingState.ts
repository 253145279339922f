import type { Account, ErrorCode, Narrowing, OpenKeyError, SignedSiwe } from '@openkey/protocol'
import type { Address } from '@openkey/protocol/siwe'
import type { Access } from '../access.ts'
import type { Review } from '../review/review.ts'

/** Calls to `connect` that share one answer. */
export type PendingConnect = { readonly kind: 'connect'; readonly id: number }

export type PendingSign = {
  readonly kind: 'sign'
  readonly id: number
  readonly message: string
  readonly keyId?: string | undefined
  /** Whether the host can prepare its message again with fewer permissions. */
  readonly canNarrow?: boolean | undefined
}

/** A request of the host that may need the user. `id` is unique in this document. */
export type PendingRequest = PendingConnect | PendingSign

/**
 * One unsettled call of the host. `id` is ours and unique in this document; `requestId` is the host's and may repeat.
 */
export type Call = {
  readonly id: number
  readonly requestId: string
  /** `id` of the request that will answer it. */
  readonly request: number
  /** The chain a `connect` asked for, which its answer repeats. */
  readonly chainId: number | undefined
}

/** The selected key and its owner's email address. */
export type SelectedKey = { readonly keyId: string; readonly address: Address; readonly email?: string | undefined }

/** Result of one call. */
export type Outcome =
  | { readonly ok: true; readonly value: Account | SignedSiwe | Narrowing }
  | { readonly ok: false; readonly error: OpenKeyError }

const endpointFailures: readonly ErrorCode[] = [
  'key_endpoint_unreachable',
  'key_endpoint_rejected',
  'rate_limited',
  'session_expired',
]

/**
 * Failures of the key endpoint leave a call open: the user may try again. Every other failure is a refusal,
 * which no second try changes, and settles the call at once.
 */
export function isEndpointFailure({ code }: { readonly code: ErrorCode }): boolean {
  return endpointFailures.includes(code)
}

/** The request on screen, and what is known about it. */
export type Flow = {
  readonly request: PendingRequest
  /** A session was found when the request came. Shown only after the first press. */
  readonly isSignedIn: boolean
  /** The session ended under this request and was renewed in place; that happens once. */
  readonly isRenewed: boolean
  /** Whether this origin is unknown. Until the user approves, its host must learn nothing about the account (S8). */
  readonly isUnknownOrigin: boolean
  /** Whether it replaced a request that was on screen a moment ago. The screen says so. */
  readonly isReplacement: boolean
}

/** A flow whose signer and message are known. */
export type ReviewFlow = Omit<Flow, 'request'> & {
  readonly request: PendingSign
  readonly signer: SelectedKey
  readonly review: Review
}

/** Message about the previous attempt. */
export type Notice =
  | 'passkey_cancelled'
  | 'passkey_failed'
  | 'session_ended'
  | 'email_refused'
  | 'wrong_code'
  | 'slow_down'
  | 'code_resent'
  | 'approval_cancelled'
  | 'approval_failed'

/** The screens of the widget while it serves a channel. */
export type SigningScreen =
  | { readonly phase: 'idle' }
  /**
   * S10: may be approved in a window only. The same for every request of an unknown page, whoever is signed in (S8).
   */
  | { readonly phase: 'openWindow'; readonly flow: Flow }
  | { readonly phase: 'welcome'; readonly flow: Flow; readonly notice?: Notice | undefined }
  | { readonly phase: 'passkey'; readonly flow: Flow }
  | {
      readonly phase: 'email'
      readonly flow: Flow
      readonly email: string
      readonly isBusy: boolean
      readonly notice?: Notice | undefined
    }
  | {
      readonly phase: 'code'
      readonly flow: Flow
      readonly email: string
      readonly isBusy: boolean
      readonly notice?: Notice | undefined
    }
  | { readonly phase: 'account'; readonly flow: Flow; readonly next: 'confirm' | 'offer' | 'finish' }
  | { readonly phase: 'confirm'; readonly flow: Flow; readonly signer: SelectedKey }
  | {
      readonly phase: 'offer'
      readonly flow: Flow
      readonly signer: SelectedKey
      readonly review?: Review | undefined
      readonly isBusy: boolean
      /** Why the last try made no passkey. */
      readonly failure?: OpenKeyError | undefined
    }
  /** S17: the code was right and is used up, and does not open this account here. */
  | { readonly phase: 'codeRefused'; readonly flow: Flow; readonly required: 'window' | 'passkey' }
  /** The request is for a different account than the one in use. Stays open: the user may switch accounts. */
  | { readonly phase: 'wrongAccount'; readonly flow: Flow; readonly error: OpenKeyError }
  | { readonly phase: 'review'; readonly flow: ReviewFlow; readonly notice?: Notice | undefined }
  | { readonly phase: 'signing'; readonly flow: ReviewFlow }
  /** Continues in a window; nothing can be decided here. `isReused`: in the window of the previous request. */
  | { readonly phase: 'continued'; readonly flow: Flow; readonly isReused: boolean }
  /** Lists where the user is signed in, in the middle of a request. `access` is absent while it is loading. */
  | {
      readonly phase: 'access'
      readonly flow: Flow
      readonly back: ScreenOf<'welcome' | 'confirm' | 'review'>
      readonly access?: Access | undefined
      /** The list is loading, or something is being changed. */
      readonly isBusy: boolean
      /** Why the last change or look came to nothing. */
      readonly failure?: OpenKeyError | undefined
    }
  /** Settled; shown briefly. */
  | {
      readonly phase: 'done'
      readonly request: PendingRequest
      readonly requestIds: readonly string[]
      /** Whether the user narrowed the request, and has signed nothing. */
      readonly isNarrowed: boolean
    }
  /** Unsettled: the user may go back to `back`, or leave with `error`. */
  | { readonly phase: 'problem'; readonly error: OpenKeyError; readonly back: RetryableScreen }
  /** Settled with `error`; stays until the user has read it. */
  | {
      readonly phase: 'refused'
      readonly request: PendingRequest
      readonly requestIds: readonly string[]
      readonly error: OpenKeyError
    }

export type ScreenOf<Phase extends SigningScreen['phase']> = Extract<SigningScreen, { readonly phase: Phase }>

/** Screens that a retry can return to. */
export type RetryableScreen = ScreenOf<'welcome' | 'email' | 'code' | 'account' | 'signing' | 'continued'>

export type SigningState = {
  /** Whether this is the frame of an unknown page, which can only repeat an earlier approval (S10). */
  readonly isRestricted: boolean
  /** Unsettled calls. Settling one removes it, so that nothing can settle it again. */
  readonly calls: readonly Call[]
  readonly screen: SigningScreen
  /** Number of the step whose result the screen waits for. Results of other steps are stale. */
  readonly taskId: number
  /** Requests that may turn out to need no screen. */
  readonly preparing: readonly PendingRequest[]
  /** Requests that wait for the screen. */
  readonly waiting: readonly PendingRequest[]
  /** When the host last withdrew a request while the user was deciding on it, in milliseconds. */
  readonly withdrawnAt: number | undefined
  /** The last request was answered in a window, which may still be open for the next one. */
  readonly hasWindow: boolean
}

export const initialSigningState: SigningState = {
  isRestricted: false,
  calls: [],
  screen: { phase: 'idle' },
  taskId: 0,
  preparing: [],
  waiting: [],
  withdrawnAt: undefined,
  hasWindow: false,
}

/** The request a screen is about, settled or not. */
export function requestOf(screen: SigningScreen): PendingRequest | undefined {
  switch (screen.phase) {
    case 'idle':
      return undefined
    case 'done':
    case 'refused':
      return screen.request
    case 'problem':
      return screen.back.flow.request
    default:
      return screen.flow.request
  }
}

/** A free screen may give way to the next request: no call waits for it. */
export function isFree({ phase }: SigningScreen): boolean {
  return phase === 'idle' || phase === 'done' || phase === 'refused'
}
