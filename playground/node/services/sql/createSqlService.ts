import type { Capability } from '@openkey/protocol/siwe'
import { spacesOf } from '../../authority/spacesOf.ts'
import { NodeError } from '../../errors/nodeError.ts'
import { maxSqlTextBytes } from '../../limits.ts'
import type { SqlDatabaseStore } from '../../storage/sqlDatabaseStore.ts'
import { requireKey } from '../kv/requireKey.ts'
import type { Service } from '../service.ts'
import { createTurns } from './createTurns.ts'
import type { SqlOutcome } from './engine/sqlJob.ts'
import type { SqlEngine } from './engine/startSqlEngine.ts'
import { limitRequest } from './limitRequest.ts'
import { readSqlRequest } from './readSqlRequest.ts'
import { effectiveRights, sqlAbilities } from './sqlRights.ts'

/** SQL databases: `<space>/sql/<path>`, each named by its whole path. */
export function createSqlService({
  databases,
  engine,
}: {
  readonly databases: SqlDatabaseStore
  readonly engine: SqlEngine
}): Service {
  const takeTurn = createTurns()
  return {
    feature: 'sql',
    claims: isSql,
    async stage({ invocation: { capabilities }, readBody }) {
      const ofSql = capabilities.filter(isSql)
      const at = oneDatabase(ofSql)
      const effective = effectiveRights(ofSql)
      if (effective === undefined) throw new NodeError('not_implemented')
      const { rights, request } = limitRequest(readSqlRequest(await readBody(maxSqlTextBytes)), effective)
      return () =>
        takeTurn(`${at.space} ${at.name}`, async () => {
          const stored = databases.read(at.space, at.name)
          const { answer, database } = await engine.run({ database: stored?.bytes, rights, request })
          if (database && !databases.replace(at, database, stored)) throw new NodeError('storage_busy')
          return respond(answer, effective.capability)
        })
    },
  }
}

function isSql({ service, ability }: Capability): boolean {
  return service === 'sql' && sqlAbilities.has(ability)
}

/** The database that all capabilities of a request are about: the one that any of them names. */
function oneDatabase(capabilities: readonly Capability[]): { readonly space: string; readonly name: string } {
  const [space, ...otherSpaces] = spacesOf(capabilities)
  if (space === undefined || otherSpaces.length > 0) throw new NodeError('sql_spaces')
  const [path, ...otherPaths] = new Set(capabilities.flatMap(({ path }) => path ?? []))
  if (otherPaths.length > 0) throw new NodeError('sql_paths')
  return { space, name: requireKey(path || 'default') }
}

function respond(answer: SqlOutcome['answer'], { resource }: Capability): Response {
  if ('refusal' in answer) {
    const { code, detail } = answer.refusal
    throw new NodeError(code, code === 'unauthorized_action' ? `${resource} / tinycloud.sql/admin` : detail)
  }
  if ('file' in answer.reply) {
    return new Response(Uint8Array.from(answer.reply.file), { headers: { 'content-type': 'application/x-sqlite3' } })
  }
  return new Response(answer.reply.json, { headers: { 'content-type': 'application/json' } })
}
