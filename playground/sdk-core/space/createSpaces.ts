import { type Account, formatSpaceId } from '@openkey/protocol/siwe'
import { createKeyValueStore } from '../kv/createKeyValueStore.ts'
import type { KeyValueStore } from '../kv/keyValueStore.ts'
import type { ActiveSession } from '../session/completeSignIn.ts'
import { createSqlDatabases } from '../sql/createSqlDatabases.ts'
import type { SqlDatabases } from '../sql/sqlDatabase.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import { createHostOnDemand } from './createHostOnDemand.ts'
import { createOwnSpaceInvoker } from './createOwnSpaceInvoker.ts'
import type { Hosting } from './ensureSpaceExists.ts'

type SpacesOptions = {
  /** Returns the session to use. @throws {TinyCloudError} `not_signed_in`, `session_expired` */
  readonly requireSession: () => ActiveSession
  /** Returns `undefined` without a wallet. */
  readonly hosting: () => Hosting | undefined
  /** Applies to the primary space only. */
  readonly kvPrefix: string
  readonly now: () => number
}

export type Spaces = {
  readonly primary: SpaceAccess
  named(name: string): SpaceAccess
}

/** Creates access to the spaces of the account that is signed in when an operation runs. */
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

/** Access to one space of the signed-in account. */
export type SpaceAccess = {
  /** Keys without the client's `kvPrefix`. */
  readonly kv: KeyValueStore
  readonly sql: SqlDatabases
}

/** @throws {TinyCloudError} `name_invalid` */
function ownSpaceId(account: Account, name: string): string {
  try {
    return formatSpaceId({ ...account, name })
  } catch (cause) {
    throw new TinyCloudError('name_invalid', `“${name}” is not a valid name of a space.`, { cause })
  }
}
