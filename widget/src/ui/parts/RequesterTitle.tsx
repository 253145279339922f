import { Component } from 'preact'
import type { Requester } from '../screens/screenProps.ts'
import { commonText } from '../text/en/commonText.ts'
import { fillSlots } from '../text/phrase.ts'
import { HostText } from './HostText.tsx'

export type RequesterTitleProps = {
  readonly requester: Requester
  /** @default 'Sign in to {host}' */
  readonly template?: `${string}{host}${string}` | undefined
}

type RequesterTitleState = { readonly find?: RegistrableDomainStart | undefined }

/**
 * Shows the proven host of the requester, with its registrable domain emphasised. Until the Public Suffix List has
 * loaded, the whole host is emphasised. Loading it changes only colors, so no press guard starts again.
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
          <bdi dir="ltr">
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

type RegistrableDomainStart = (host: string) => number

let loaded: RegistrableDomainStart | undefined

/** Calls back with the Public Suffix List: at once if it has loaded, otherwise after it has loaded while idle. */
export function findRegistrableDomain(onFound: (find: RegistrableDomainStart) => void): void {
  if (loaded !== undefined) {
    onFound(loaded)
    return
  }
  whenIdle(async () => {
    await prefetchRegistrableDomain()
    if (loaded !== undefined) onFound(loaded)
  })
}

/** Loads the Public Suffix List, so that no later screen has to. Evaluating it takes longer than drawing a screen. */
export async function prefetchRegistrableDomain(): Promise<void> {
  // Without it, the whole host is emphasised, which is not an error.
  const chunk = await import('../../domain/review/registrableDomain.ts').catch(() => undefined)
  loaded = chunk?.registrableDomainStart
}

function whenIdle(run: () => void): void {
  // Safari has no idle callbacks.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run, { timeout: 1_000 })
  else setTimeout(run, 300)
}

type HostPart = { readonly start: number; readonly text: string; readonly isEmphasised: boolean }

/**
 * Splits a host after each dot, where a line may break, and marks the parts that belong to the registrable domain or to
 * the port after it. The split does not depend on the emphasis. An IP address stays in one piece.
 */
export function splitHost(host: string, registrableDomainStart: number): readonly HostPart[] {
  const cut = /^\[|^[\d.]+(?::\d+)?$/.test(host) ? /$/ : /(?<=\.)/
  let end = 0
  return host.split(cut).map((text) => {
    const start = end
    end += text.length
    return { start, text, isEmphasised: start >= registrableDomainStart }
  })
}
