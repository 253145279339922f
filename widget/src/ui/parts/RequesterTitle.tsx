import type { Requester } from '../requester.ts'
import { commonText } from '../text/en/commonText.ts'

export type RequesterTitleProps = { readonly requester: Requester; readonly lead?: string | undefined }

/** Who asks: the proven host, large. */
export function RequesterTitle({ requester, lead = commonText.signInTo }: RequesterTitleProps) {
  return (
    <>
      <span class="lead">{lead}</span> <bdi class="host">{requester.host}</bdi>
    </>
  )
}

/** What the app calls itself, which proves nothing, and is said so. */
export function ClaimedName({ requester: { appName } }: { readonly requester: Requester }) {
  return appName ? <p class="claim">{commonText.claimedName(appName)}</p> : null
}
