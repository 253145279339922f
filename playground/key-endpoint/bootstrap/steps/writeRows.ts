import type { Session } from '@openkey/protocol/session'
import * as z from 'zod'
import { NodeCallError } from '../client/nodeCallError.ts'
import { readAnswer } from '../client/readAnswer.ts'
import { invokeSql } from '../client/sqlRequests.ts'
import type { Provisioning } from './provisioning.ts'

export type Row = { readonly table: string; readonly columns: Readonly<Record<string, string | null>> }

const written = z.object({ results: z.array(z.unknown()) })

/** Writes rows by their primary keys: written again, they are replaced. */
export async function writeRows(
  provisioning: Provisioning,
  session: Session,
  { database, rows }: { readonly database: string; readonly rows: readonly Row[] },
  signal: AbortSignal,
): Promise<void> {
  const statements = rows.map(({ table, columns }) => {
    const names = Object.keys(columns)
    return {
      sql: `INSERT OR REPLACE INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      params: Object.values(columns),
    }
  })
  const body = { action: 'batch', statements }
  const answer = await invokeSql(provisioning, session, { database, verbs: ['write'], body }, signal)
  if (readAnswer(answer, written).results.length !== rows.length) throw new NodeCallError('malformed')
}
