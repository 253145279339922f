import { onDebug } from '@openkey/host-sdk/debug'
import { render } from 'preact'
import { createAccountReader } from './account/readAccount.ts'
import { watchBootstrap } from './account/watchBootstrap.ts'
import { createAppActions } from './actions/createAppActions.ts'
import type { AppConfig } from './appConfig.ts'
import { connectClients } from './clients/connectClients.ts'
import { createLogStore } from './log/logStore.ts'
import { readSharedPage } from './sharedPage.ts'
import type { AppEvent } from './state/appEvent.ts'
import { initialState } from './state/appState.ts'
import { reduceApp } from './state/reduceApp.ts'
import { readSwitches, type Switches, writeSwitches } from './switches/switches.ts'
import { readTab, writeTab } from './tabs.ts'
import { AppView } from './ui/AppView.tsx'

/** Time without a change of the switches after which the page restores its session, in milliseconds. */
const quietMs = 300

/** Connects OpenKey, TinyCloud and the page, anew after each change of the switches. */
export function mountApp(root: Element, config: AppConfig): void {
  const sharedPage = readSharedPage(location.href)
  const log = createLogStore(() => {
    if (readTab(location.href) === 'log') draw()
  })
  onDebug(log.add, config)
  let state = initialState
  let switches = readSwitches(location.href)
  let { actions, ...clients } = connect(switches)
  let quiet: ReturnType<typeof setTimeout>

  function connect(chosen: Switches) {
    const connected = connectClients(config, chosen)
    connected.openkey.on('stage', ({ method, name }) => dispatch({ type: 'stageReached', method, stage: name }))
    connected.openkey.on('bootstrap', (bootstrap) => dispatch({ type: 'bootstrapReported', bootstrap }))
    return { ...connected, actions: createAppActions({ ...connected, pageUrl: location.href, dispatch }) }
  }

  function dispatch(event: AppEvent): void {
    state = reduceApp(state, event, Date.now())
    draw()
    if (event.type === 'signedIn' && state.bootstrap?.status === 'pending') void followBootstrap()
  }

  /** The key endpoint reports once, with the signature. The node knows when the account is complete. */
  async function followBootstrap(): Promise<void> {
    const outcome = await watchBootstrap(createAccountReader(config, switches))
    dispatch({ type: 'bootstrapEnded', outcome })
  }

  function change(chosen: Switches): void {
    clients.openkey.destroy()
    switches = chosen
    history.replaceState(null, '', writeSwitches(location.href, switches))
    ;({ actions, ...clients } = connect(switches))
    draw()
    clearTimeout(quiet)
    quiet = setTimeout(start, quietMs)
  }

  function start(): void {
    dispatch({ type: 'frameOpened' })
    clients.openkey.preload()
    void actions.restore()
  }

  function draw(): void {
    const { href } = location
    render(
      <AppView
        {...{ config, state, switches, sharedPage, log, actions, href }}
        tab={readTab(href)}
        container={clients.container}
        openkey={clients.openkey}
        tinycloud={clients.tinycloud}
        onSwitch={change}
        onTab={(tab) => {
          history.pushState(null, '', writeTab(href, tab))
          draw()
        }}
      />,
      root,
    )
  }

  addEventListener('popstate', draw)
  draw()
  start()
  if (sharedPage) void actions.readShared(sharedPage)
}
