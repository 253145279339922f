import type { Origin } from '@openkey/protocol'
import type { ReviewLock } from '../../ports/reviewLock.ts'

export type ReviewLockOptions = {
  readonly boundOrigin: Origin
  /** @default the browser's, which end with the document that holds them */
  readonly locks?: Pick<LockManager, 'request'> | undefined
}

/** Uses a Web Lock, which browsers keep per origin and storage partition. */
export function createReviewLock({ boundOrigin, locks = navigator.locks }: ReviewLockOptions): ReviewLock {
  let held: { readonly isMine: Promise<boolean>; readonly release: () => void } | undefined
  let lastRequest: Promise<unknown> = Promise.resolve()

  function request(): NonNullable<typeof held> {
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const previous = lastRequest
    const isMine = new Promise<boolean>((resolve) => {
      const hold = (lock: Lock | null) => {
        resolve(lock !== null)
        return lock === null ? undefined : released
      }
      // A released lock becomes available only once the browser has settled the request that held it.
      lastRequest = previous
        .then(() => locks.request(`openkey-review ${boundOrigin}`, { ifAvailable: true }, hold))
        // Browsers that withhold storage also withhold locks. Then no state is shared that a lock could protect.
        .catch(() => resolve(true))
    })
    return { isMine, release }
  }

  return {
    async acquire() {
      held ??= request()
      const requested = held
      const isMine = await requested.isMine
      if (!isMine && held === requested) held = undefined
      return isMine
    },
    release() {
      held?.release()
      held = undefined
    },
  }
}
