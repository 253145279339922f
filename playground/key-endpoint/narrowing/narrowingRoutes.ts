import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { ReportBootstrap } from '../bootstrap/reportBootstrap.ts'
import { HttpError } from '../http/httpError.ts'
import { readBody } from '../http/readBody.ts'
import { type Approvals, approvalRefused } from '../keys/approvals.ts'
import type { KeyRow, KeyStore } from '../keys/keyStore.ts'
import { assertDomainMatches } from '../keys/siweDomain.ts'
import type { Budgets } from '../limits/budgets.ts'
import type { Log } from '../log.ts'
import { assertionResponse } from '../passkeys/responseSchemas.ts'
import type { Vault } from '../sealing/vault.ts'
import type { Sessions } from '../sessions/sessions.ts'
import { narrowError, narrowMessage } from './narrowMessage.ts'
import { permissionsOf, readBaseline, selectedIn } from './readBaseline.ts'
import { hashToken, type SignContexts } from './signContexts.ts'

const selection = z.array(z.string().max(32_768)).max(1_024)
const contextToken = z.string().regex(/^oks_[0-9a-f]{64}$/)
const prepareBody = z.object({ keyId: z.string().min(1).max(64), siwe: z.string().min(1).max(32_768) })
const previewBody = z.object({
  authorizationContextToken: contextToken,
  selectedActionIds: selection,
  /** An earlier expiry, RFC 3339. @default that of the message */
  expirationTime: z.string().max(40).optional(),
})
const signBody = z.object({
  authorizationContextToken: contextToken,
  previewApprovalToken: z.string().regex(/^okp_[0-9a-f]{64}$/),
  selectedActionIds: selection,
  protocolVersion: z.literal(1).optional(),
  approval: z.object({ response: assertionResponse }).optional(),
})

export type NarrowingRoutesOptions = {
  readonly sessions: Pick<Sessions, 'require'>
  readonly contexts: SignContexts
  readonly keys: Pick<KeyStore, 'find'>
  readonly approvals: Approvals
  /** `required` demands a passkey's approval of the narrowed message. */
  readonly approval: 'optional' | 'required'
  readonly budgets: Pick<Budgets, 'signaturesPerUser'>
  readonly vault: Vault
  readonly reportBootstrap: ReportBootstrap
  readonly log: Log
}

/**
 * Signs less than an app asked for: `prepare` takes the message, `preview` writes the one that grants only what the
 * user kept, and the last route signs exactly the bytes of the last preview, once.
 */
export function narrowingRoutes(options: NarrowingRoutesOptions): Hono {
  const { sessions, contexts, keys, approvals, budgets, vault, reportBootstrap, log } = options

  const findKey = async (userId: string, keyId: string): Promise<KeyRow> => {
    const key = await keys.find(userId, keyId)
    if (key === undefined || key.archivedAt !== null) {
      throw new HttpError(404, 'Key not found', { code: 'key_not_found' })
    }
    return key
  }

  const requireApproval = async (userId: string, message: string, { approval }: z.output<typeof signBody>) => {
    if (approval === undefined && options.approval === 'required') {
      throw new HttpError(403, 'This endpoint signs only what a passkey approved', { code: 'approval_required' })
    }
    if (approval === undefined) return
    const approved = await approvals.verify(approval.response, message)
    if (approved.userId !== userId) throw approvalRefused()
  }

  return new Hono()
    .post('/authorize-sign-prepare', async (context: Context) => {
      const { userId, topOrigin } = await sessions.require(context)
      await budgets.signaturesPerUser.spend(userId)
      const { keyId, siwe: text } = await readBody(context, prepareBody)
      const { address } = await findKey(userId, keyId)
      const { siwe, actionIds, digest, spaceId } = readBaseline(text)
      if (siwe.address !== address) throw narrowError('siwe_address_mismatch', 'The message is for another account')
      if (topOrigin !== null) assertDomainMatches(text, topOrigin)
      const { token, expiresAt } = await contexts.open(userId, keyId, text)
      return context.json({
        authorizationContextToken: token,
        expiresAt: expiresAt.toISOString(),
        allowedActionIds: actionIds,
        initialSelectionActionIds: actionIds,
        baselineAbilitiesDigest: digest,
        address,
        spaceId,
        metadataTrust: { status: 'unsigned', reason: 'This endpoint fetches no manifests' },
      })
    })
    .post('/authorize-sign-preview', async (context: Context) => {
      const { userId } = await sessions.require(context)
      const body = await readBody(context, previewBody)
      const { authorizationContextToken, selectedActionIds: selected, expirationTime } = body
      const found = await contexts.find(userId, authorizationContextToken)
      if (found === undefined) throw contextNotFound()
      const signedMessage = narrowMessage(found.message, { selected, expirationTime })
      const { address } = await findKey(userId, found.keyId)
      const preview = await contexts.preview(authorizationContextToken, signedMessage)
      if (preview === undefined) throw contextNotFound()
      const { token, expiresAt } = preview
      return context.json({
        protocolVersion: 1,
        address,
        signedMessage,
        selectedActionKeys: selectedIn(signedMessage),
        permissions: permissionsOf(signedMessage),
        authorizationContextToken,
        previewApprovalToken: token,
        previewApprovalExpiresAt: expiresAt.toISOString(),
        signedMessageDigest: createHash('sha256').update(signedMessage).digest('hex'),
      })
    })
    .post('/authorize-sign', async (context: Context) => {
      const { userId } = await sessions.require(context)
      await budgets.signaturesPerUser.spend(userId)
      const body = await readBody(context, signBody)
      const taken = await contexts.take(userId, body.authorizationContextToken)
      if (taken === undefined) throw contextNotFound()
      const { keyId, message: baseline, previewMessage: message, previewHash } = taken
      if (message === null || previewHash !== hashToken(body.previewApprovalToken)) {
        throw narrowError('preview-approval-not-found', 'This is not the last preview of the message')
      }
      const selectedActionKeys = selectedIn(message)
      if (!isSame(selectedActionKeys, body.selectedActionIds)) {
        throw narrowError('preview-approval-selection-mismatch', 'The preview has another selection')
      }
      const { id, address, sealed, sealingContext } = await findKey(userId, keyId)
      if (sealed === null || sealingContext === null) {
        throw new HttpError(400, 'External keys must be signed client-side', { code: 'external_signature_required' })
      }
      await requireApproval(userId, message, body)
      const sign = (text: string) => vault.sign({ id, address, sealed, sealingContext }, text)
      const signature = sign(message)
      log({ event: 'signature', purpose: 'sign-in', outcome: message === baseline ? 'unchanged' : 'narrowed' })
      const tinycloudBootstrap = await reportBootstrap({
        userId,
        keyId,
        address,
        message,
        format: 'personal_sign',
        sign,
      })
      return context.json({
        ...{ protocolVersion: 1, address, signature, signedMessage: message, selectedActionKeys },
        ...{ permissions: permissionsOf(message), tinycloudBootstrap },
      })
    })
}

function contextNotFound(): HttpError {
  return narrowError('context-not-found', 'The context is unknown, used or expired. Prepare the message again')
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify([...one].sort()) === JSON.stringify([...new Set(other)].sort())
}
