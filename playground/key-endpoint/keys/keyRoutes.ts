import { Hono } from 'hono'
import * as z from 'zod'
import { HttpError } from '../http/httpError.ts'
import { readBody } from '../http/readBody.ts'
import { gestureField, type RequireFreshGesture } from '../passkeys/freshGesture.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { KeyRow, KeyStore } from './keyStore.ts'

const label = z.string().trim().min(1).max(100)
/** Clients send an empty label to omit it. */
const noLabel = z.union([z.string().regex(/^\s*$/).max(100), z.null()]).transform(() => undefined)
const generateBody = z.object({ label: z.union([label, noLabel]).optional(), gesture: gestureField })
const renameBody = z.object({ label })

export type KeyRoutesOptions = {
  readonly keys: KeyStore
  readonly sessions: Sessions
  readonly requireFreshGesture: RequireFreshGesture
}

/** The keys of the session's user. The key of another user is not found. */
export function keyRoutes({ keys, sessions, requireFreshGesture }: KeyRoutesOptions): Hono {
  return new Hono()
    .get('/', async (context) => {
      const { userId } = await sessions.require(context)
      const rows = await keys.list(userId, { isArchived: context.req.query('archived') === 'true' })
      return context.json({ keys: rows.map(viewKey) })
    })
    .post('/generate', async (context) => {
      const session = await sessions.require(context)
      const { label, gesture } = await readBody(context, generateBody)
      if ((await keys.count(session.userId)) > 0) await requireFreshGesture(session, gesture)
      const { keyType: _, archivedAt: __, ...key } = viewKey(await keys.generate(session.userId, label))
      return context.json({ key }, 201)
    })
    .get('/:id', async (context) => {
      const { userId } = await sessions.require(context)
      const found = await keys.find(userId, context.req.param('id'))
      if (found === undefined) throw new HttpError(404, 'Key not found')
      return context.json({ key: viewKey(found) })
    })
    .patch('/:id', async (context) => {
      const { userId } = await sessions.require(context)
      const body = await readBody(context, renameBody)
      const isRenamed = await keys.rename(userId, context.req.param('id'), body.label)
      if (!isRenamed) throw new HttpError(404, 'Key not found')
      return context.json({ success: true })
    })
    .post('/:id/archive', async (context) => {
      const { userId } = await sessions.require(context)
      const archivedAt = await keys.archive(userId, context.req.param('id'))
      if (archivedAt === undefined) throw new HttpError(404, 'Key not found or already archived')
      return context.json({ success: true, archivedAt })
    })
    .post('/:id/unarchive', async (context) => {
      const { userId } = await sessions.require(context)
      const isRestored = await keys.unarchive(userId, context.req.param('id'))
      if (!isRestored) throw new HttpError(404, 'Key not found or not archived')
      return context.json({ success: true })
    })
}

/** A key as the API shows it. Clients of the hosted API expect the address as `publicKey`. */
function viewKey({ id, address, keyType, keyIndex, label, archivedAt, createdAt }: KeyRow) {
  return { id, address, publicKey: address, keyType, keyIndex, label, archivedAt, createdAt }
}
