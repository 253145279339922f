import type { Origin } from '@openkey/protocol'
import type { ReviewTurn } from '../../ports/reviewLock.ts'

export type ReviewTurnOptions = {
  readonly boundOrigin: Origin
  /** @default the browser's, which end with the document that holds them */
  readonly locks?: Pick<LockManager, 'request'> | undefined
}

/** Takes turns by Web Locks, which a browser keeps per origin and partition. */
export function createReviewTurn({ boundOrigin, locks = navigator.locks }: ReviewTurnOptions): ReviewTurn {
  let turn: { readonly isMine: Promise<boolean>; readonly release: () => void } | undefined
  let isOver: Promise<unknown> = Promise.resolve()

  function ask(): NonNullable<typeof turn> {
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const before = isOver
    const isMine = new Promise<boolean>((resolve) => {
      const hold = (lock: Lock | null) => {
        resolve(lock !== null)
        return lock === null ? undefined : released
      }
      // A lock that was just let go is free only once the browser says so.
      isOver = before
        .then(() => locks.request(`openkey-review ${boundOrigin}`, { ifAvailable: true }, hold))
        // Locks are withheld together with storage; then nothing is shared that they could protect.
        .catch(() => resolve(true))
    })
    return { isMine, release }
  }

  return {
    async take() {
      turn ??= ask()
      const asked = turn
      const isMine = await asked.isMine
      if (!isMine && turn === asked) turn = undefined
      return isMine
    },
    release() {
      turn?.release()
      turn = undefined
    },
  }
}
