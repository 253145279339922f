import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { AuthFeature, OpenedSession } from '../auth/createAuthFeature.ts'
import type { ReportBootstrap } from '../bootstrap/reportBootstrap.ts'
import { HttpError } from '../http/httpError.ts'
import { originField, readBody } from '../http/readBody.ts'
import type { Budgets } from '../limits/budgets.ts'
import type { Log } from '../log.ts'
import { assertionResponse } from '../passkeys/responseSchemas.ts'
import type { Vault } from '../sealing/vault.ts'
import type { ProofOfPossession } from '../sessions/proofOfPossession.ts'
import { type Approvals, approvalRefused } from './approvals.ts'
import type { KeyStore } from './keyStore.ts'
import type { FindSigningSession, SigningKey, SigningSession } from './signingSession.ts'
import { signPurposes } from './signPurpose.ts'
import { assertDomainMatches } from './siweDomain.ts'

export const signBody = z.object({
  /** At most 32 KiB of text without lone surrogates, which have no UTF-8 encoding. */
  message: z
    .string()
    .min(1)
    .max(32_768)
    .regex(/^\P{Surrogate}*$/u),
  /** `raw` is not offered: in the hosted API it adds the same prefix, contrary to its name. */
  format: z.literal('personal_sign').default('personal_sign'),
  /** Origin of the requesting page, shown in the list of sessions if the approval opens one. */
  openedOn: originField.optional(),
  /** A passkey assertion that commits to the message. See `approvals.ts`. */
  approval: z.object({ response: assertionResponse }).optional(),
  /** A purpose that this version does not know is ignored. */
  purpose: z.enum(signPurposes).optional().catch(undefined),
})

type SignBody = z.output<typeof signBody>

export type SignRouteOptions = {
  readonly findSigningSession: FindSigningSession
  readonly keys: Pick<KeyStore, 'find'>
  readonly approvals: Approvals
  /** `required` demands an approval for every signature; otherwise a session is enough. */
  readonly approval: 'optional' | 'required'
  readonly proofOfPossession: ProofOfPossession
  readonly signInByPasskey: AuthFeature['signInByPasskey']
  readonly budgets: Pick<Budgets, 'signaturesPerUser' | 'signInsPerUser'>
  readonly vault: Vault
  readonly reportBootstrap: ReportBootstrap
  readonly log: Log
}

/** A request that may be signed. */
type AuthorizedRequest = Pick<SignBody, 'message' | 'format' | 'purpose'> & {
  readonly userId: string
  readonly key: SigningKey
  readonly opened?: OpenedSession
}

/** Signs a message with a managed key (EIP-191), authorized by a session, a passkey approval, or both. */
export function signRoute(options: SignRouteOptions): Hono {
  const {
    findSigningSession,
    keys,
    approvals,
    proofOfPossession,
    signInByPasskey,
    budgets,
    vault,
    reportBootstrap,
    log,
  } = options

  const authorizeBySession = async (
    { userId, key, topOrigin }: SigningSession,
    { message, format, approval, purpose }: SignBody,
  ): Promise<AuthorizedRequest> => {
    if (key === null) throw new HttpError(404, 'Key not found')
    if (topOrigin !== null) assertDomainMatches(message, topOrigin)
    if (approval === undefined && options.approval === 'required') throw approvalRequired()
    if (approval !== undefined) {
      const approved = await approvals.verify(approval.response, message)
      if (approved.userId !== userId) throw approvalRefused()
    }
    return { userId, key, message, format, purpose }
  }

  const authorizeByApproval = async (context: Context, keyId: string): Promise<AuthorizedRequest> => {
    // Without a session and without an approval, the caller is unauthorized, whatever else is wrong with the request.
    const { message, format, openedOn, approval, purpose } = await readBody(context, signBody).catch(() => {
      throw new HttpError(401, 'Unauthorized')
    })
    if (approval === undefined) throw new HttpError(401, 'Unauthorized')
    const thumbprint = await proofOfPossession.verifyProof(context, undefined)
    const { userId, topOrigin, isSignIn } = await approvals.verify(approval.response, message)
    const key = await keys.find(userId, keyId)
    if (key === undefined || key.archivedAt !== null) throw approvalRefused()
    const authorized = { userId, key, message, format, purpose }
    await budgets.signaturesPerUser.spend(userId)
    if (!isSignIn) return authorized
    await budgets.signInsPerUser.spend(userId)
    return { ...authorized, opened: await signInByPasskey(userId, { topOrigin, openedOn, thumbprint }) }
  }

  return new Hono().post('/:id/sign', async (context) => {
    const keyId = context.req.param('id')
    const session = await findSigningSession(context, keyId)
    const { userId, key, message, format, purpose, opened } = session
      ? await authorizeBySession(session, await readBody(context, signBody))
      : await authorizeByApproval(context, keyId)
    const { id, address, sealed, sealingContext } = key
    if (sealed === null || sealingContext === null) throw new HttpError(400, 'External keys must be signed client-side')

    const sign = (text: string) => vault.sign({ id, address, sealed, sealingContext }, text)
    const signature = sign(message)
    log({ event: 'signature', ...(purpose !== undefined && { purpose }) })
    const tinycloudBootstrap = await reportBootstrap({ userId, keyId, address, message, format, sign })
    return context.json({ signature, address, format, tinycloudBootstrap, ...opened })
  })
}

function approvalRequired(): HttpError {
  return new HttpError(403, 'This endpoint signs only what a passkey approved', { code: 'approval_required' })
}
