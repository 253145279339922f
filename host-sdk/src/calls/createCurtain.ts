import type { OpenKeyError, Reject } from '@openkey/protocol'

/** Lets go of the dialog; without effect the second time. */
export type LetGo = () => void

export type Curtain = {
  /**
   * Opens the dialog, or keeps it open. `onLeave`, a function of this holder's own, is called when the user leaves by
   * the dialog itself.
   * @throws {OpenKeyError} what showing it throws; then nothing is held
   */
  readonly hold: (onLeave: Reject) => LetGo
  /** Tells every holder that the dialog is being left, and why. */
  readonly leave: (error: OpenKeyError) => void
}

export type CurtainOptions = { readonly show: () => void; readonly hide: () => void }

/** Whoever needs the dialog holds it; it closes when nobody does. */
export function createCurtain({ show, hide }: CurtainOptions): Curtain {
  const holders = new Set<Reject>()
  return {
    hold(onLeave) {
      show()
      holders.add(onLeave)
      return () => {
        if (holders.delete(onLeave) && holders.size === 0) hide()
      }
    },
    leave(error) {
      for (const onLeave of holders) onLeave(error)
    },
  }
}
