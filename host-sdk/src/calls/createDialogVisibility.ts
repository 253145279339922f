import type { OpenKeyError, Reject } from '@openkey/protocol'

/** Releases the dialog. Calling it again has no effect. */
export type Release = () => void

/** Reference-counted dialog: open while at least one caller retains it. */
export type DialogVisibility = {
  /**
   * Opens the dialog, or keeps it open, until the returned function is called.
   * @param onDismiss called when the user dismisses the dialog; must be a new function for each call
   * @throws {OpenKeyError} whatever showing the dialog throws; nothing is retained then
   */
  readonly retain: (onDismiss: Reject) => Release
  /** Reports to every caller that the user dismisses the dialog. */
  readonly dismiss: (error: OpenKeyError) => void
}

export type DialogVisibilityOptions = { readonly show: () => void; readonly hide: () => void }

export function createDialogVisibility({ show, hide }: DialogVisibilityOptions): DialogVisibility {
  const callers = new Set<Reject>()
  return {
    retain(onDismiss) {
      show()
      callers.add(onDismiss)
      return () => {
        if (callers.delete(onDismiss) && callers.size === 0) hide()
      }
    },
    dismiss(error) {
      for (const onDismiss of callers) onDismiss(error)
    },
  }
}
