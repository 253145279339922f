import type { OpenKey } from '@openkey/host-sdk'
import type { TinyCloudWeb } from '../../web-sdk/index.ts'
import { AccountTab } from '../account/AccountTab.tsx'
import { DelegationCards } from '../account/DelegationCards.tsx'
import { SessionsCard } from '../account/SessionsCard.tsx'
import { AttackTab } from '../attacks/AttackTab.tsx'
import { BreakTab } from '../breakIt/BreakTab.tsx'
import { DoctorTab } from '../doctor/DoctorTab.tsx'
import { LogTab } from '../log/LogTab.tsx'
import type { LogStore } from '../log/logStore.ts'
import { type Tab, tabs, writeTab } from '../tabs.ts'
import { signInSpans } from '../waterfall/signInSpans.ts'
import { WaterfallTab } from '../waterfall/WaterfallTab.tsx'
import { SignInTab, type SignInTabProps } from './SignInTab.tsx'

export type AppViewProps = SignInTabProps & {
  readonly tab: Tab
  readonly log: LogStore
  readonly openkey: OpenKey
  readonly tinycloud: TinyCloudWeb
  readonly onTab: (tab: Tab) => void
}

/** Renders the page from its state. */
export function AppView(props: AppViewProps) {
  const { config, state, tab, href, log, actions, openkey, tinycloud, onTab } = props
  const identity = state.session.phase === 'signedIn' ? state.session.identity : undefined
  const address = identity?.address
  return (
    <>
      <header class="masthead">
        <h1>{config.appName}</h1>
        <p>This is what your own app could look like. It holds a TinyCloud session, but no key.</p>
        <nav aria-label="Development">
          <a href={config.inboxUrl} target="_blank" rel="noreferrer">
            Development inbox
          </a>
          <a href="/script-tag">The same page with a script tag</a>
        </nav>
        <nav aria-label="Parts of this page" class="tabs">
          {tabs.map(({ id, name }) => (
            <a
              key={id}
              href={writeTab(href, id)}
              aria-current={id === tab ? 'page' : undefined}
              onClick={(event) => {
                event.preventDefault()
                onTab(id)
              }}
            >
              {name}
            </a>
          ))}
        </nav>
      </header>
      <main>
        {/* Never removed: it may hold the frame of the widget. */}
        <div hidden={tab !== 'sign-in'}>
          <SignInTab {...props} />
        </div>
        <LogTab log={log} isShown={tab === 'log'} />
        {tab === 'waterfall' && <WaterfallTab {...signInSpans(log.records(), state.marks)} address={address} />}
        <div hidden={tab !== 'account'}>
          <div class="column">
            {tab === 'account' && (
              <>
                <AccountTab config={config} switches={props.switches} address={address} />
                {identity && <SessionsCard {...{ config, identity, actions }} />}
              </>
            )}
            {/* Keeps the other user while another tab is open. */}
            {address && <DelegationCards key={address} config={config} tinycloud={tinycloud} />}
          </div>
        </div>
        {tab === 'break' && <BreakTab config={config} />}
        {tab === 'doctor' && <DoctorTab openkey={openkey} />}
        {tab === 'attacks' && <AttackTab />}
      </main>
    </>
  )
}
