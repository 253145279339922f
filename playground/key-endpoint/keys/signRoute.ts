import { signPersonalMessage } from '@openkey/protocol/session'
import { type Context, Hono } from 'hono'
import type * as z from 'zod'
import { approvalRefused, approvalRequired } from '../approval/approvalRefused.ts'
import type { SessionBounds } from '../auth/createAuth.ts'
import type { ReportBootstrap } from '../bootstrap/reportBootstrap.ts'
import { HttpError } from '../http/httpError.ts'
import { readBody } from '../http/readBody.ts'
import type { Budgets } from '../limits/budgets.ts'
import type { Vault } from '../sealing/vault.ts'
import type { Possession } from '../sessions/sessionAuth.ts'
import type { Approvals } from './approvals.ts'
import type { KeyStore } from './keyStore.ts'
import type { KeyRow } from './keyView.ts'
import { signBody } from './signBody.ts'
import type { FindSigner, Signer } from './signingSession.ts'
import { refuseForeignDomain } from './siweDomain.ts'

export type SignRouteOptions = {
  readonly findSigner: FindSigner
  readonly keys: Pick<KeyStore, 'find'>
  readonly approvals: Approvals
  /** Whether a session alone may have something signed. */
  readonly approval: 'optional' | 'required'
  readonly possession: Possession
  readonly openSession: (userId: string, bounds: SessionBounds) => Promise<OpenedSession>
  readonly budgets: Pick<Budgets, 'signaturesPerUser' | 'signInsPerUser'>
  readonly vault: Vault
  readonly reportBootstrap: ReportBootstrap
}

export type OpenedSession = { readonly sessionToken: string; readonly partitionToken: string }

type SignBody = z.output<typeof signBody>
type Order = Pick<SignBody, 'message' | 'format'> & {
  readonly userId: string
  readonly key: KeyRow
  readonly opened?: OpenedSession
}

/** EIP-191 signature by a managed key, on the word of a session, of a passkey that approved this message, or of both. */
export function signRoute(options: SignRouteOptions): Hono {
  const { findSigner, keys, approvals, possession, openSession, budgets, vault, reportBootstrap } = options

  const bySession = async ({ userId, key, topOrigin }: Signer, body: SignBody): Promise<Order> => {
    const { message, format, approval } = body
    if (key === null) throw new HttpError(404, 'Key not found')
    if (topOrigin !== null) refuseForeignDomain(message, topOrigin)
    if (approval === undefined && options.approval === 'required') throw approvalRequired()
    await budgets.signaturesPerUser.spend(userId)
    if (approval !== undefined) {
      const approved = await approvals.verify(approval.response, message)
      if (approved.userId !== userId) throw approvalRefused()
    }
    return { userId, key, message, format }
  }

  const byApproval = async (context: Context, keyId: string): Promise<Order> => {
    // Without a session, whoever sends no approval is nobody, whatever else is wrong.
    const { message, format, openedOn, approval } = await readBody(context, signBody).catch(() => {
      throw new HttpError(401, 'Unauthorized')
    })
    if (approval === undefined) throw new HttpError(401, 'Unauthorized')
    const thumbprint = await possession.prove(context, undefined)
    const { userId, topOrigin, isSignIn } = await approvals.verify(approval.response, message)
    const key = await keys.find(userId, keyId)
    if (key === undefined || key.archivedAt !== null) throw approvalRefused()
    const order = { userId, key, message, format }
    await budgets.signaturesPerUser.spend(userId)
    if (isSignIn) await budgets.signInsPerUser.spend(userId)
    return isSignIn ? { ...order, opened: await openSession(userId, { topOrigin, openedOn, thumbprint }) } : order
  }

  return new Hono().post('/:id/sign', async (context) => {
    const keyId = context.req.param('id')
    const signer = await findSigner(context, keyId)
    const { userId, key, message, format, opened } = signer
      ? await bySession(signer, await readBody(context, signBody))
      : await byApproval(context, keyId)
    const { id, address, sealed, sealingContext } = key
    if (sealed === null || sealingContext === null) throw new HttpError(400, 'External keys must be signed client-side')

    const sign = (text: string) =>
      vault.open({ id, address, sealed, sealingContext }, (privateKey) => signPersonalMessage(text, privateKey))
    const signature = sign(message)
    const tinycloudBootstrap = await reportBootstrap({ userId, keyId, address, message, format, sign })
    return context.json({ signature, address, format, tinycloudBootstrap, ...opened })
  })
}
