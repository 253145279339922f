import { createOpenKey } from '@openkey/host-sdk'
import { render } from 'preact'
import { TinyCloudWeb } from '../web-sdk/index.ts'
import { createAppActions } from './actions/createAppActions.ts'
import type { AppConfig } from './appConfig.ts'
import type { AppEvent } from './state/appEvent.ts'
import { initialState } from './state/appState.ts'
import { reduceApp } from './state/reduceApp.ts'
import { AppView } from './ui/AppView.tsx'

/** Connects OpenKey, TinyCloud and the page. An integrator only needs the first lines of the body. */
export function mountApp(root: Element, config: AppConfig): void {
  const openkey = createOpenKey({ widgetUrl: config.widgetUrl, appName: config.appName })
  const tinycloud = new TinyCloudWeb({
    signer: openkey.signer,
    tinycloudHosts: [config.nodeUrl],
    // One prompt per sign-in: the first write has the space hosted if necessary.
    autoCreateSpace: false,
  })
  const actions = createAppActions({ openkey, tinycloud, dispatch })
  let state = initialState

  function dispatch(event: AppEvent): void {
    state = reduceApp(state, event, Date.now())
    draw()
  }

  function draw(): void {
    render(<AppView config={config} state={state} actions={actions} />, root)
  }

  openkey.on('stage', ({ method, name }) => dispatch({ type: 'stageReached', method, stage: name }))
  openkey.on('bootstrap', (bootstrap) => dispatch({ type: 'bootstrapReported', bootstrap }))
  draw()
  openkey.preload()
  void actions.restore()
}
