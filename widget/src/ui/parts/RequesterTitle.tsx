import { Component } from 'preact'
import { splitHost } from '../../domain/review/splitHost.ts'
import type { Requester } from '../requester.ts'
import { commonText } from '../text/en/commonText.ts'
import { HostText } from './HostText.tsx'
import { findRegistrableDomain, type RegistrableDomainStart } from './loadRegistrableDomain.ts'

export type RequesterTitleProps = { readonly requester: Requester; readonly lead?: string | undefined }

type RequesterTitleState = { readonly find?: RegistrableDomainStart | undefined }

/**
 * Who asks: the proven host, large, its registrable domain emphasised. Until the Public Suffix List is there, all of
 * it is. Only colours change then, so that nothing moves under a reader or starts a guarded button's wait anew.
 */
export class RequesterTitle extends Component<RequesterTitleProps, RequesterTitleState> {
  override state: RequesterTitleState = {}

  override componentDidMount() {
    findRegistrableDomain((find) => this.setState({ find }))
  }

  override render(
    { requester: { host }, lead = commonText.signInTo }: RequesterTitleProps,
    state: RequesterTitleState,
  ) {
    const parts = splitHost(host, state.find?.(host) ?? 0)
    return (
      <>
        <span class="lead">{lead}</span>{' '}
        <span class={host.length > 48 ? 'host host-long' : 'host'} data-must-read>
          <bdi>
            {parts.map(({ start, text, isEmphasised }) => (
              <span key={start} class={isEmphasised ? undefined : 'aside'}>
                {text}
                <wbr />
              </span>
            ))}
          </bdi>
        </span>
      </>
    )
  }
}

/** What the app calls itself, which proves nothing: in a box of its own, under a label that says so. */
export function ClaimedName({ requester: { appName } }: { readonly requester: Requester }) {
  if (appName === undefined) return null
  return (
    <p class="claim">
      <span>{commonText.claimedName}</span> <HostText text={appName} />
    </p>
  )
}
