import { isOpenKeyError, OpenKeyError, randomId, systemClock } from '@openkey/protocol'
import { answerHandshake } from './adapters/answerHandshake.ts'
import { createBrowserStorage } from './adapters/browserStorage.ts'
import { checkPlacement } from './adapters/checkPlacement.ts'
import { connectHost } from './adapters/connectHost.ts'
import { takeHandover } from './adapters/handover.ts'
import { readDeploymentConfig } from './adapters/readDeploymentConfig.ts'
import { openWidgetDatabase } from './adapters/widgetDatabase.ts'
import { refuseAll } from './app/refuseAll.ts'
import { checkEmbedding } from './domain/checkEmbedding.ts'
import { serveSigning } from './serveSigning.ts'
import { mountWidget } from './ui/mountWidget.tsx'
import './ui/widget.css'

const root = document.getElementById('app') ?? document.body
const widget = mountWidget(root)

start().catch((error: unknown) => {
  const internal = new OpenKeyError('internal', 'The widget could not start.', { cause: error })
  return widget.showBlocked(isOpenKeyError(error) ? error : internal)
})

/** Finds out who embeds or opened this page and whether it may, then serves that one host or frame. */
async function start(): Promise<void> {
  const config = readDeploymentConfig(document)
  const handover = takeHandover(window)
  if (handover) {
    const { connection, storage } = handover
    const options = { connection, config, widget, root, storage, isContinuation: true }
    connectHost({ connection, serve: (host) => serveSigning({ ...options, host }) })
    return
  }
  // Databases are slow to open, and the first screen waits for what is remembered.
  const opening = Promise.resolve().then(() => openWidgetDatabase())
  opening.catch(() => {})
  const storage = createBrowserStorage({ open: () => opening })
  const misplaced = refusalOf(() => checkPlacement(window))
  if (misplaced) void widget.showBlocked(misplaced)
  const connection = await answerHandshake({ window, build: config.build, instance: randomId(), clock: systemClock })
  const refusal = misplaced ?? refusalOf(() => checkEmbedding(connection.boundOrigin, config))
  if (refusal) void widget.showBlocked(refusal)
  const options = { connection, config, widget, root, storage, isContinuation: false }
  connectHost({
    connection,
    serve: (host) => (refusal ? refuseAll(refusal) : serveSigning({ ...options, host })),
  })
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
