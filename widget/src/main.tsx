import { isOpenKeyError, OpenKeyError, randomId, systemClock } from '@openkey/protocol'
import { answerHandshake, type Connection } from './adapters/answerHandshake.ts'
import { createBrowserStorage } from './adapters/browserStorage.ts'
import { checkPlacement } from './adapters/checkPlacement.ts'
import { connectHost } from './adapters/connectHost.ts'
import { createHttpKeyEndpoint } from './adapters/httpKeyEndpoint.ts'
import { createOfferMemory } from './adapters/offerMemory.ts'
import { createPasskeys } from './adapters/passkeys.ts'
import { readDeploymentConfig } from './adapters/readDeploymentConfig.ts'
import { createSignatureVerifier } from './adapters/signatureVerifier.ts'
import type { Appearance } from './app/appearance.ts'
import { createSigningApp } from './app/createSigningApp.ts'
import { refuseAll } from './app/refuseAll.ts'
import { createStore } from './app/store.ts'
import { checkEmbedding } from './domain/checkEmbedding.ts'
import type { DeploymentConfig } from './domain/deploymentConfig.ts'
import { describeRequester } from './domain/review/describeRequester.ts'
import { applyAppearance } from './ui/applyAppearance.ts'
import { type MountedWidget, mountWidget } from './ui/mountWidget.tsx'
import { watchHeight } from './ui/watchHeight.ts'
import './ui/widget.css'

/** The code that reads messages is fetched this long after the first screen could be used, in milliseconds. */
const prefetchAfterMs = 300

const root = document.getElementById('app') ?? document.body
const widget = mountWidget(root)

start(widget).catch((error: unknown) => {
  const internal = new OpenKeyError('internal', 'The widget could not start.', { cause: error })
  widget.showBlocked(isOpenKeyError(error) ? error : internal)
})

async function start({ showBlocked }: MountedWidget): Promise<void> {
  const config = readDeploymentConfig(document)
  const misplaced = refusalOf(() => checkPlacement(window))
  if (misplaced) showBlocked(misplaced)
  const connection = await answerHandshake({ window, build: config.build, instance: randomId(), clock: systemClock })
  const refusal = misplaced ?? refusalOf(() => checkEmbedding(connection.boundOrigin, config))
  if (!refusal) return serveSigning(connection, config)
  showBlocked(refusal)
  connectHost({ connection, serve: () => refuseAll(refusal) })
}

function refusalOf(check: () => void): OpenKeyError | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (isOpenKeyError(error)) return error
    throw error
  }
}

/** Wires ports, app and screens together for the one channel of this document. */
function serveSigning(connection: Connection, config: DeploymentConfig): void {
  const { boundOrigin, connect } = connection
  const { appName } = connect
  const requester = describeRequester({ boundOrigin, appName })
  const appearance = createStore<Appearance>(connect)
  const keyEndpoint = createHttpKeyEndpoint({ baseUrl: config.keyEndpointUrl })
  const verifier = createSignatureVerifier()
  const storage = createBrowserStorage()
  let ReviewScreen: Parameters<MountedWidget['show']>[0]['ReviewScreen']

  const loadReviewPath = once(async () => {
    const { createReviewPath } = await import('./createReviewPath.ts')
    const { ledger } = storage
    return createReviewPath({ boundOrigin, appName, config, keyEndpoint, ledger, verifier, clock: systemClock })
  })

  async function loadReviewer() {
    const path = await loadReviewPath()
    ReviewScreen = path.ReviewScreen
    return path.reviewer
  }

  const host = connectHost({
    connection,
    serve: (host) => {
      const app = createSigningApp({
        ...storage,
        boundOrigin,
        config,
        keyEndpoint,
        passkeys: createPasskeys(),
        offerMemory: createOfferMemory(),
        loadReviewer,
        host,
        appearance,
        clock: systemClock,
      })
      app.screen.subscribe((screen) => widget.show({ screen, requester, act: app.act, ReviewScreen }))
      addEventListener('keydown', (event) => {
        if (event.isTrusted && event.key === 'Escape') app.act({ type: 'left', how: 'escape' })
      })
      void app.warmUp()
      return app.handlers
    },
  })
  appearance.subscribe((wish) => applyAppearance(document.documentElement, wish))
  applyAppearance(document.documentElement, appearance.get())
  watchHeight(root, (heightPx) => host.resize({ heightPx: Math.min(heightPx, 4096) }))
  systemClock.after(prefetchAfterMs, () => void loadReviewer().catch(() => {}))
}

/** Loads once; a failure is not kept. */
function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }
}
