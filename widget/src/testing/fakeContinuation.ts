import { type Account, OpenKeyError, type SignedSiwe } from '@openkey/protocol'
import type { Continuation, ContinuedRequest } from '../ports/continuation.ts'

export type FakeContinuation = Continuation & {
  /** Requests that went on in a window, oldest first. */
  readonly opened: readonly ContinuedRequest[]
  /** Answers the window that is open. */
  answer(value: Account | SignedSiwe): void
  fail(error: OpenKeyError): void
  isOpen(): boolean
}

/** A window that waits for the test to answer it, and closes when its request is given up. */
export function createFakeContinuation(): FakeContinuation {
  const opened: ContinuedRequest[] = []
  let current:
    | { readonly resolve: (value: Account | SignedSiwe) => void; readonly reject: (error: OpenKeyError) => void }
    | undefined
  return {
    opened,
    isOpen: () => current !== undefined,
    answer: (value) => current?.resolve(value),
    fail: (error) => current?.reject(error),
    run({ request, requestId, chainId, isReused }, { signal }) {
      opened.push({ request, requestId, chainId, isReused })
      const ended = new Promise<Account | SignedSiwe>((resolve, reject) => {
        current = { resolve, reject }
        signal.addEventListener('abort', () => reject(new OpenKeyError('aborted', 'Withdrawn.')))
      })
      return ended.finally(() => {
        current = undefined
      })
    },
  }
}
