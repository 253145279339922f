import type { ActiveSession } from '../session/completeSignIn.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { Hosting } from './ensureSpaceExists.ts'
import { ensureSpaceExists } from './ensureSpaceExists.ts'

/**
 * Resolves once the node hosts `spaceId`. Rejects with `space_not_hosted`, whose cause is the wallet's error, or with
 * `error` if there is no wallet.
 */
export type HostOnDemand = (session: ActiveSession, spaceId: string, error: TinyCloudError) => Promise<void>

/**
 * Hosts spaces when first needed. Asks the node again before prompting the wallet, because another client may have
 * hosted the space. Operations on one space share its prompt; prompts for several spaces are shown one after another.
 */
export function createHostOnDemand(hosting: () => Hosting | undefined): HostOnDemand {
  const waiting = new Map<string, Promise<void>>()
  let last: Promise<unknown> = Promise.resolve()

  return (session, spaceId, error) => {
    const shared = waiting.get(spaceId)
    if (shared) return shared
    const started = last
      .then(() => ensureSpaceExists(session.node, { ...session, spaceId, hosting: hosting() ?? rethrow(error) }))
      .catch((reason: unknown) => {
        throw reason instanceof TinyCloudError ? reason : declined(reason)
      })
      .finally(() => waiting.delete(spaceId))
    waiting.set(spaceId, started)
    last = started.catch(() => undefined)
    return started
  }
}

function rethrow(error: TinyCloudError): never {
  throw error
}

function declined(cause: unknown): TinyCloudError {
  return new TinyCloudError(
    'space_not_hosted',
    'The wallet did not sign the message that lets the node host this space.',
    { cause },
  )
}
