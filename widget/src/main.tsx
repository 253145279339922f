import './ui/widget.css'
import { isOpenKeyError, type OpenKeyError, type Origin, randomId, systemClock } from '@openkey/protocol'
import type { Handover } from './adapters/continuation/handover.ts'
import { answerHandshake } from './adapters/host/answerHandshake.ts'
import { checkBrowser, checkEmbedding, checkPlacement } from './adapters/host/checkPage.ts'
import { connectHost } from './adapters/host/connectHost.ts'
import { readDeploymentConfig } from './adapters/host/readDeploymentConfig.ts'
import { createReviewLock } from './adapters/partition/reviewLock.ts'
import { type Partition, sharePartition } from './adapters/partition/sharePartition.ts'
import { createBrowserStorage } from './adapters/storage/browserStorage.ts'
import { openWidgetDatabase } from './adapters/storage/widgetDatabase.ts'
import { rejectingHandlers } from './app/rejectingHandlers.ts'
import { findRecentApproval } from './app/review/prepareRequest.ts'
import { toOpenKeyError } from './app/toOpenKeyError.ts'
import { isTrusted } from './domain/approval/approvalPolicy.ts'
import type { DeploymentConfig } from './domain/config/deploymentConfig.ts'
import { memoizeAsync } from './memoizeAsync.ts'
import type { ReviewLock } from './ports/reviewLock.ts'
import { serveSigning } from './serveSigning.ts'
import { mountWidget } from './ui/mountWidget.tsx'

const root = document.getElementById('app') ?? document.body
const widget = mountWidget(root)
const isFrame = window.parent !== window
/** S19: the frame that opened this window holds the lock until the window has returned its result. */
const lockOfFrame: ReviewLock = { acquire: async () => true, release() {} }

start().catch((error: unknown) => widget.showBlocked(toOpenKeyError(error)))

/** Determines which page embeds or opened this one, checks that it may, and serves it. */
async function start(): Promise<void> {
  const config = readDeploymentConfig(document)
  const handover = await takeOver()
  if (handover) return serve({ ...handover, config, lock: lockOfFrame, isClosable: false })

  // Opening the database is slow, and the first screen needs its data.
  const open = memoizeAsync(async () => openWidgetDatabase())
  void open()
  const storage = createBrowserStorage({ open })
  const misplaced = refusalOf(checkBrowser) ?? refusalOf(() => checkPlacement(window))
  if (misplaced) void widget.showBlocked(misplaced)
  const connection = await answerHandshake({ window, build: config.build, instance: randomId(), clock: systemClock })
  const { boundOrigin } = connection
  const refusal = misplaced ?? refusalOf(() => checkEmbedding(boundOrigin, config)) ?? connection.error
  if (refusal) {
    void widget.showBlocked(refusal)
    connectHost({ connection, serve: () => rejectingHandlers(refusal) })
    return
  }
  const own = { ...storage, boundOrigin, createLock: () => createReviewLock({ boundOrigin }) }
  if (isFrame) sharePartition(window, own)
  const { origins, sessions, createLock } = (await joinOpener(boundOrigin)) ?? own
  serve({ connection, config, storage: { origins, sessions }, lock: createLock(), isClosable: !isFrame })
}

/** Takes over from the frame that opened this window. A frame does not load that code. */
async function takeOver(): Promise<Handover | undefined> {
  if (isFrame) return undefined
  const chunk = await import('./adapters/continuation/handover.ts')
  return chunk.takeHandover(window)
}

type ServeOptions = Handover & {
  readonly config: DeploymentConfig
  readonly lock: ReviewLock
  readonly isClosable: boolean
}

function serve(options: ServeOptions): void {
  const { connection, config, storage } = options
  const { boundOrigin } = connection
  const isUnknownOrigin = !isTrusted(boundOrigin, config)
  const isRestricted = isFrame && isUnknownOrigin
  connectHost({
    connection,
    serve: (host) => serveSigning({ ...options, widget, root, host, isUnknownOrigin, isRestricted }),
    approval: isRestricted
      ? findRecentApproval({ boundOrigin, config, origins: storage.origins, clock: systemClock }).then((approval) =>
          approval ? 'repeats' : 'window',
        )
      : undefined,
  })
}

/** The partition of the frame on the page that opened this window, if there is one. */
async function joinOpener(boundOrigin: Origin): Promise<Partition | undefined> {
  if (isFrame) return undefined
  const chunk = await import('./adapters/partition/joinPartition.ts')
  return chunk.joinPartition(window, boundOrigin)
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
