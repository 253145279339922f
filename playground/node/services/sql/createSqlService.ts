import type { Capability } from '@openkey/protocol/siwe'
import { spacesOf } from '../../authority/resources.ts'
import { NodeError } from '../../errors/nodeError.ts'
import { maxSqlTextBytes } from '../../limits.ts'
import type { SqlDatabaseStore } from '../../storage/sqlDatabaseStore.ts'
import { requireKey } from '../kv/kvRequest.ts'
import type { Service } from '../service.ts'
import type { SqlOutcome } from './engine/sqlJob.ts'
import type { SqlEngine } from './engine/startSqlEngine.ts'
import { limitRequest } from './limitRequest.ts'
import { readSqlRequest } from './readSqlRequest.ts'
import { effectiveRights, sqlAbilities } from './sqlRights.ts'

/** Serves SQL databases `<space>/sql/<path>`, each named by its whole path. */
export function createSqlService({
  databases,
  engine,
}: {
  readonly databases: SqlDatabaseStore
  readonly engine: SqlEngine
}): Service {
  return {
    feature: 'sql',
    handles: isSql,
    async prepare({ invocation: { capabilities }, readBody }) {
      const ofSql = capabilities.filter(isSql)
      const at = oneDatabase(ofSql)
      const effective = effectiveRights(ofSql)
      if (effective === undefined) throw new NodeError('not_implemented')
      const { rights, request } = limitRequest(readSqlRequest(await readBody(maxSqlTextBytes)), effective)
      return () =>
        // A space has one owner, so requests of this process to one database run one after another.
        engine.run(at.owner, (runJob) =>
          databases.exclusively(at, async () => {
            const stored = await databases.read(at)
            const { result, database } = await runJob({ database: stored?.bytes, rights, request })
            if (database && !(await databases.replace(at, database, stored))) throw new NodeError('storage_busy')
            return respond(result, effective.capability)
          }),
        )
    },
  }
}

function isSql({ service, ability }: Capability): boolean {
  return service === 'sql' && sqlAbilities.has(ability)
}

type DatabaseName = { readonly owner: string; readonly space: string; readonly name: string }

/** Returns the one database that the capabilities of a request name. */
function oneDatabase(capabilities: readonly Capability[]): DatabaseName {
  const [space, ...otherSpaces] = spacesOf(capabilities)
  const owner = capabilities[0]?.space?.did
  if (space === undefined || owner === undefined || otherSpaces.length > 0) throw new NodeError('sql_spaces')
  const [path, ...otherPaths] = new Set(capabilities.flatMap(({ path }) => path ?? []))
  if (otherPaths.length > 0) throw new NodeError('sql_paths')
  return { owner, space, name: requireKey(path || 'default') }
}

function respond(result: SqlOutcome['result'], { resource }: Capability): Response {
  if ('error' in result) {
    const { code, detail } = result.error
    throw new NodeError(code, code === 'unauthorized_action' ? `${resource} / tinycloud.sql/admin` : detail)
  }
  if ('file' in result.reply) {
    return new Response(Uint8Array.from(result.reply.file), { headers: { 'content-type': 'application/x-sqlite3' } })
  }
  return new Response(result.reply.json, { headers: { 'content-type': 'application/json' } })
}
