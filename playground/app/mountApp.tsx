import { createOpenKey } from '@openkey/host-sdk'
import { render } from 'preact'
import { TinyCloudWeb } from '../web-sdk/index.ts'
import { createAppActions } from './actions/createAppActions.ts'
import type { AppConfig } from './appConfig.ts'
import type { AppEvent } from './state/appEvent.ts'
import { initialState } from './state/appState.ts'
import { reduceApp } from './state/reduceApp.ts'
import { AppView } from './ui/AppView.tsx'

/** Joins OpenKey, TinyCloud and the page. The four lines that an integrator needs are the first of the body. */
export function mountApp(root: Element, config: AppConfig): void {
  const openkey = createOpenKey({ widgetUrl: config.widgetUrl, appName: config.appName })
  const tinycloud = new TinyCloudWeb({
    signer: openkey.signer,
    tinycloudHosts: [config.nodeUrl],
    // One prompt per sign-in: where nobody has hosted the space yet, the first value written asks for it.
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
