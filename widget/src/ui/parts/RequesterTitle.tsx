import type { Requester } from '../requester.ts'
import { commonText } from '../text/en/commonText.ts'

/** Who asks: the proven host, large. */
export function RequesterTitle({ requester }: { readonly requester: Requester }) {
  return (
    <>
      <span class="lead">{commonText.signInTo}</span> <bdi class="host">{requester.host}</bdi>
    </>
  )
}

/** What the app calls itself, which proves nothing, and is said so. */
export function ClaimedName({ requester: { appName } }: { readonly requester: Requester }) {
  return appName ? <p class="claim">{commonText.claimedName(appName)}</p> : null
}
