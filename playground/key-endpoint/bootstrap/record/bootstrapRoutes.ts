import { Hono } from 'hono'
import type { StepTiming } from '../../../provisioning/steps/runGroup.ts'
import { HttpError } from '../../http/httpError.ts'
import type { KeyStore } from '../../keys/keyStore.ts'
import type { Sessions } from '../../sessions/sessions.ts'
import type { BootstrapRow, BootstrapStore } from './bootstrapStore.ts'

export type BootstrapRoutesOptions = {
  readonly keys: Pick<KeyStore, 'find'>
  readonly sessions: Sessions
  readonly store: Pick<BootstrapStore, 'latest'>
}

/** Shows the owner of a key the result of its bootstrap; `null` if there was none. */
export function bootstrapRoutes({ keys, sessions, store }: BootstrapRoutesOptions): Hono {
  return new Hono().get('/:id/bootstrap', async (context) => {
    const { userId } = await sessions.require(context)
    const key = await keys.find(userId, context.req.param('id'))
    if (key === undefined) throw new HttpError(404, 'Key not found')
    const row = await store.latest(key.id)
    return context.json({ bootstrap: row === undefined ? null : viewBootstrap(row) })
  })
}

/** A bootstrap as the API shows it. */
export type BootstrapView = {
  readonly status: 'executing' | 'complete' | 'failed'
  readonly chainId: number
  readonly host: string
  readonly version: string
  readonly startedAt: Date
  readonly updatedAt: Date
  readonly completedAt: Date | null
  readonly errorCode: string | null
  readonly steps: readonly StepTiming[]
}

function viewBootstrap(row: BootstrapRow): BootstrapView {
  return {
    status: row.status === 'in_progress' ? 'executing' : row.status,
    chainId: row.chainId,
    host: row.tinycloudHost,
    version: row.bootstrapVersion,
    startedAt: row.startedAt,
    updatedAt: row.updatedAt,
    completedAt: row.completedAt,
    errorCode: row.failureCode,
    steps: row.steps,
  }
}
