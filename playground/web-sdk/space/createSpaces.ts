import { type Account, formatSpaceId } from '@openkey/protocol/siwe'
import { createKeyValueStore } from '../kv/createKeyValueStore.ts'
import type { KeyValueStore } from '../kv/keyValueStore.ts'
import type { ActiveSession } from '../session/completeSignIn.ts'
import { createSqlDatabases } from '../sql/createSqlDatabases.ts'
import type { SqlDatabases } from '../sql/sqlDatabase.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import { createHostOnDemand } from './createHostOnDemand.ts'
import { createOwnSpaceInvoker } from './createOwnSpaceInvoker.ts'
import type { Hosting } from './hostSpace.ts'

type SpacesOptions = {
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

/** One space of the signed-in account, as far as the session goes. */
export type SpaceAccess = {
  /** Keys as they are, without the client's `kvPrefix`. */
  readonly kv: KeyValueStore
  readonly sql: SqlDatabases
}

/** @throws {TinyCloudError} `name_invalid` for what cannot be the name of a space */
function ownSpaceId(account: Account, name: string): string {
  try {
    return formatSpaceId({ ...account, name })
  } catch (cause) {
    throw new TinyCloudError('name_invalid', `“${name}” cannot name a space.`, { cause })
  }
}
