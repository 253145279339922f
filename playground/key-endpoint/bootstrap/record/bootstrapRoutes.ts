import { Hono } from 'hono'
import { HttpError } from '../../http/httpError.ts'
import type { KeyStore } from '../../keys/keyStore.ts'
import type { Sessions } from '../../sessions/sessions.ts'
import type { BootstrapStore } from './bootstrapStore.ts'
import { viewBootstrap } from './bootstrapView.ts'

export type BootstrapRoutesOptions = {
  readonly keys: Pick<KeyStore, 'find'>
  readonly sessions: Sessions
  readonly store: Pick<BootstrapStore, 'latest'>
}

/** How the bootstrap behind a key went, for its owner. `null` when there was none. */
export function bootstrapRoutes({ keys, sessions, store }: BootstrapRoutesOptions): Hono {
  return new Hono().get('/:id/bootstrap', async (context) => {
    const { userId } = await sessions.require(context)
    const key = await keys.find(userId, context.req.param('id'))
    if (key === undefined) throw new HttpError(404, 'Key not found')
    const row = await store.latest(key.id)
    return context.json({ bootstrap: row === undefined ? null : viewBootstrap(row) })
  })
}
