import type { Session } from '@openkey/protocol/session'
import * as z from 'zod'
import { readAnswer } from '../client/readAnswer.ts'
import { invokeSql } from '../client/sqlRequests.ts'
import type { Provisioning } from './provisioning.ts'

export type Schema = {
  readonly database: string
  /** Each can be repeated, and none returns rows. */
  readonly statements: readonly [string, ...string[]]
}

const executed = z.object({ changes: z.number(), lastInsertRowId: z.number().nullable() })

/**
 * Brings a database to a schema. The request must carry a statement of its own besides the schema, and the node refuses
 * one that returns rows: it is the last of the schema, which does nothing the second time.
 */
export async function executeSchema(
  provisioning: Provisioning,
  session: Session,
  { database, statements }: Schema,
  signal: AbortSignal,
): Promise<void> {
  const body = { action: 'execute', sql: statements.at(-1), params: [], schema: statements }
  readAnswer(await invokeSql(provisioning, session, { database, verbs: ['schema', 'write'], body }, signal), executed)
}
