import { signPersonalMessage } from '@openkey/protocol/session'
import { Hono } from 'hono'
import * as z from 'zod'
import { isOpenTo } from '../auth/isOpenTo.ts'
import type { ReadCaller } from '../auth/readCaller.ts'
import type { ReportBootstrap } from '../bootstrap/reportBootstrap.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { HttpError } from '../http/httpError.ts'
import { readBody } from '../http/readBody.ts'
import type { Vault } from '../sealing/vault.ts'
import { prepareSigningLookup } from './prepareSigningLookup.ts'
import { refuseForeignDomain } from './refuseForeignDomain.ts'

const signBody = z.object({
  /** At most 32 KiB, and text that has one UTF-8 form: what is signed is what was sent. */
  message: z
    .string()
    .min(1)
    .max(32_768)
    .regex(/^\P{Surrogate}*$/u),
  /** `raw` would sign something else than it says, so it is not offered. */
  format: z.literal('personal_sign').default('personal_sign'),
})

export type SignRouteOptions = {
  readonly database: Database
  readonly readCaller: ReadCaller
  readonly vault: Vault
  readonly reportBootstrap: ReportBootstrap
  readonly clock: Clock
}

/** EIP-191 signature by a managed key of the session's user. */
export function signRoute({ database, readCaller, vault, reportBootstrap, clock }: SignRouteOptions): Hono {
  const lookUp = prepareSigningLookup(database)

  return new Hono().post('/:id/sign', async (context) => {
    const caller = await readCaller(context)
    const keyId = context.req.param('id')
    const found = caller && (await lookUp({ token: caller.databaseToken, keyId }))
    if (caller === undefined || found === undefined || !isOpenTo(caller, found, clock.now())) {
      throw new HttpError(401, 'Unauthorized')
    }

    const { message, format } = await readBody(context, signBody)
    const { key, userId, topOrigin } = found
    if (key === null) throw new HttpError(404, 'Key not found')
    const { id, address, sealed, sealingContext } = key
    if (sealed === null || sealingContext === null) throw new HttpError(400, 'External keys must be signed client-side')
    if (topOrigin !== null) refuseForeignDomain(message, topOrigin)

    const sign = (text: string) =>
      vault.open({ id, address, sealed, sealingContext }, (privateKey) => signPersonalMessage(text, privateKey))
    const signature = sign(message)
    const tinycloudBootstrap = await reportBootstrap({ userId, keyId, address, message, format, sign })
    return context.json({ signature, address, format, tinycloudBootstrap })
  })
}
