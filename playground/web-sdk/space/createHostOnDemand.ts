import type { ActiveSession } from '../session/activeSession.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import { activateSpace } from './activateSpace.ts'
import type { Hosting } from './hostSpace.ts'

/**
 * Resolves once the node hosts `spaceId`; rejects with `space_not_hosted`, whose cause is the owner's no, or with
 * `refusal` where there is no wallet to ask.
 */
export type HostOnDemand = (session: ActiveSession, spaceId: string, refusal: TinyCloudError) => Promise<void>

/**
 * Hosts spaces when they are first needed. The node is asked again before the wallet is: others may have hosted the
 * space since. Operations that wait for one space share its prompt, and prompts wait for each other: a wallet shows one
 * at a time.
 */
export function createHostOnDemand(hosting: () => Hosting | undefined): HostOnDemand {
  const waiting = new Map<string, Promise<void>>()
  let last: Promise<unknown> = Promise.resolve()

  return (session, spaceId, refusal) => {
    const shared = waiting.get(spaceId)
    if (shared) return shared
    const started = last
      .then(() => activateSpace(session.node, { ...session, spaceId, hosting: hosting() ?? refuse(refusal) }))
      .catch((error: unknown) => {
        throw error instanceof TinyCloudError ? error : declined(error)
      })
      .finally(() => waiting.delete(spaceId))
    waiting.set(spaceId, started)
    last = started.catch(() => undefined)
    return started
  }
}

function refuse(refusal: TinyCloudError): never {
  throw refusal
}

function declined(cause: unknown): TinyCloudError {
  return new TinyCloudError('space_not_hosted', 'The owner did not let the node host this space.', { cause })
}
