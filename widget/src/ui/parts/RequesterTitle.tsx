import { Component } from 'preact'
import { splitHost } from '../../domain/review/splitHost.ts'
import type { Requester } from '../requester.ts'
import { commonText } from '../text/en/commonText.ts'
import { fillSlots } from '../text/slots.ts'
import { findRegistrableDomain, type RegistrableDomainStart } from './findRegistrableDomain.ts'
import { HostText } from './HostText.tsx'

export type RequesterTitleProps = {
  readonly requester: Requester
  /** @default 'Sign in to {host}' */
  readonly template?: `${string}{host}${string}` | undefined
}

type RequesterTitleState = { readonly find?: RegistrableDomainStart | undefined }

/**
 * Shows the proven host of the requester, with its registrable domain emphasised. Until the Public Suffix List has loaded,
 * the whole host is emphasised. Loading it changes only colours, so no press guard starts again.
 */
export class RequesterTitle extends Component<RequesterTitleProps, RequesterTitleState> {
  override state: RequesterTitleState = {}

  override componentDidMount() {
    findRegistrableDomain((find) => this.setState({ find }))
  }

  override render(
    { requester: { host }, template = commonText.signInTo }: RequesterTitleProps,
    state: RequesterTitleState,
  ) {
    const parts = splitHost(host, state.find?.(host) ?? 0)
    const title = fillSlots(template, {
      host: (
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
      ),
    })
    return (
      <>
        {title.map((part) =>
          typeof part === 'string' ? (
            <span key={part} class="lead">
              {part}
            </span>
          ) : (
            part
          ),
        )}
      </>
    )
  }
}

/** Shows the name that the app claims, marked as a claim. */
export function ClaimedName({ requester: { appName } }: { readonly requester: Requester }) {
  if (appName === undefined) return null
  return <p class="claim">{fillSlots(commonText.claimedName, { name: <HostText text={appName} /> })}</p>
}
