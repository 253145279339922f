import { createKeyValueStore } from '../kv/createKeyValueStore.ts'
import type { ActiveSession } from '../session/activeSession.ts'
import { createSqlDatabases } from '../sql/createSqlDatabases.ts'
import { createHostOnDemand } from './createHostOnDemand.ts'
import { createOwnSpaceInvoker } from './createOwnSpaceInvoker.ts'
import type { Hosting } from './hostSpace.ts'
import { ownSpaceId } from './ownSpaceId.ts'
import type { SpaceAccess } from './spaceAccess.ts'

export type SpacesOptions = {
  /** The session to use; throws `not_signed_in` or `session_expired`. */
  readonly requireSession: () => ActiveSession
  /** Absent where there is no wallet. */
  readonly hosting: () => Hosting | undefined
  /** For the primary space alone. */
  readonly kvPrefix: string
  readonly now: () => number
}

export type Spaces = {
  readonly primary: SpaceAccess
  named(name: string): SpaceAccess
}

/** The spaces of whoever is signed in at the moment of each operation. */
export function createSpaces({ requireSession, hosting, kvPrefix, now }: SpacesOptions): Spaces {
  const hostOnDemand = createHostOnDemand(hosting)

  function access(spaceIdOf: (session: ActiveSession) => string, prefix: string): SpaceAccess {
    const invoke = createOwnSpaceInvoker({ requireSession, spaceIdOf, hostOnDemand, now })
    return { kv: createKeyValueStore({ invoke, kvPrefix: prefix }), sql: createSqlDatabases(invoke) }
  }

  return {
    primary: access(({ granted }) => granted.spaceId, kvPrefix),
    named: (name) => access(({ client }) => ownSpaceId(client, name), ''),
  }
}
