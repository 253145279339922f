import { type Account, type Clock, type ErrorCode, type ErrorDetails, OpenKeyError } from '@openkey/protocol'

/** A request that the user was shown. */
export type TestRequest =
  | { readonly method: 'connect'; readonly chainId: number }
  | { readonly method: 'signSiwe'; readonly message: string; readonly keyId: string | undefined }

/** The user of a test OpenKey. Approves every request, unless told otherwise. */
export type TestUser = {
  readonly account: Account
  /** The requests that the user was shown, oldest first. */
  readonly requests: readonly TestRequest[]
  /** Time that the user takes to answer a request, in milliseconds. */
  delayMs: number
  /**
   * Rejects the next request instead of approving it.
   * @param code any code of the table of errors in the README
   * @example
   * user.rejectNext('user_rejected', { how: 'closed' })
   */
  readonly rejectNext: (code: ErrorCode, details?: ErrorDetails) => void
  /** Leaves the next request unanswered. It ends by its own signal or time limit. */
  readonly ignoreNext: () => void
}

/** The page of the widget, as the user sees it. */
export type TestScreen = {
  /** Shows a request to the user. Resolves when the user has approved it. */
  readonly show: (requestId: string, request: TestRequest) => Promise<void>
  /** Withdraws a request that the user has not answered yet. */
  readonly withdraw: (requestId: string) => void
}

export type TestUserOptions = {
  readonly account: Account
  readonly clock: Clock
  readonly delayMs?: number | undefined
}

export function createTestUser({ account, clock, delayMs = 0 }: TestUserOptions): {
  readonly user: TestUser
  readonly screen: TestScreen
} {
  const requests: TestRequest[] = []
  const answers: (OpenKeyError | 'ignored')[] = []
  const shown = new Map<string, () => void>()
  const user: TestUser = {
    account,
    requests,
    delayMs,
    rejectNext(code, details) {
      answers.push(new OpenKeyError(code, `The test rejected the request with ${code}.`, { details }))
    },
    ignoreNext() {
      answers.push('ignored')
    },
  }
  return {
    user,
    screen: {
      show: (requestId, request) =>
        new Promise((resolve, reject) => {
          requests.push(request)
          const answer = answers.shift()
          if (answer === 'ignored') return
          const cancel = clock.after(user.delayMs, () => {
            shown.delete(requestId)
            if (answer) reject(answer)
            else resolve()
          })
          shown.set(requestId, cancel)
        }),
      withdraw(requestId) {
        shown.get(requestId)?.()
        shown.delete(requestId)
      },
    },
  }
}
