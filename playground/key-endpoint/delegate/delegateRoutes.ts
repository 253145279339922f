import type { WallClock } from '@openkey/protocol'
import { toChecksumAddress } from '@openkey/protocol/siwe'
import { and, eq, isNull } from 'drizzle-orm'
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { Database } from '../database/database.ts'
import { key, user } from '../database/schema.ts'
import { type Programs, programName } from '../device/programs.ts'
import { HttpError } from '../http/httpError.ts'
import { readBody } from '../http/readBody.ts'
import type { KeyRow } from '../keys/keyStore.ts'
import { signPurposes } from '../keys/signPurpose.ts'
import type { Budgets } from '../limits/budgets.ts'
import type { Log } from '../log.ts'
import type { Vault } from '../sealing/vault.ts'
import type { DelegateCaller, RequireDelegateCaller } from './delegateCaller.ts'
import { explainMessage } from './explainMessage.ts'

const delegateBody = z.object({
  address: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  chainId: z.int().min(1),
  message: z
    .string()
    .min(1)
    .max(32_768)
    .regex(/^\P{Surrogate}*$/u),
  /** `message` is any text, which always needs its owner. */
  type: z.enum(['siwe', 'message']),
  /** @default the account's key with this address */
  keyId: z.string().min(1).max(64).optional(),
  purpose: z.enum(signPurposes).optional(),
})

type DelegateBody = z.output<typeof delegateBody>

type Decision =
  | { readonly status: 200; readonly answer: { readonly approved: true; readonly signature: string } }
  | {
      readonly status: 200
      readonly answer: {
        readonly approved: false
        readonly needsApproval: true
        readonly code: 'auto_sign_disabled' | 'outside_bootstrap_allowlist'
        readonly reason: string
      }
    }
  | { readonly status: 400 | 403 | 404; readonly answer: { readonly approved: false; readonly reason: string } }

export type DelegateRouteOptions = {
  readonly database: Database
  readonly requireCaller: RequireDelegateCaller
  /** Names of the programs that an owner can connect. */
  readonly programs: Programs
  readonly budgets: Pick<Budgets, 'delegatedPerUser' | 'delegatedPerKey'>
  readonly vault: Vault
  readonly clock: WallClock
  readonly log: Log
  /** SIWE `domain` of the messages of the bootstrap. */
  readonly domain: string
  /** Longest lifetime of a session, in milliseconds. */
  readonly maxLifetimeMs: number
}

/**
 * Signs the messages that create the caller's own account, for programs that no person watches. Everything else needs
 * its owner. Every decision is logged.
 */
export function delegateRoutes(options: DelegateRouteOptions): Hono {
  const { requireCaller, budgets, log } = options
  return new Hono()
    .post('/sign', async (context: Context) => {
      const caller = await requireCaller(context)
      await budgets.delegatedPerUser.spend(caller.userId)
      const body = await readBody(context, delegateBody)
      const { status, answer } = await decide({ caller, body }, options)
      const reason = answer.approved ? undefined : 'code' in answer ? answer.code : `refused_${status}`
      log({
        event: 'delegated_signature',
        outcome: answer.approved ? 'approved' : 'refused',
        ...(reason !== undefined && { reason }),
        ...(body.purpose !== undefined && { purpose: body.purpose }),
        ...(caller.kind === 'program' && { program: caller.token.program }),
      })
      return context.json(answer, status)
    })
    .get('/account', async (context) => context.json(await describeAccount(await requireCaller(context), options)))
}

/** Tells a program which account it is connected to. */
async function describeAccount(caller: DelegateCaller, { database, programs, domain }: DelegateRouteOptions) {
  if (caller.kind !== 'program') throw new HttpError(403, 'Only a connected program has one account')
  const { keyId, program, createdAt, expiresAt } = caller.token
  const [found] = await database
    .select({ address: key.address })
    .from(key)
    .where(and(eq(key.id, keyId), isNull(key.archivedAt)))
  if (found === undefined) throw new HttpError(404, 'Key not found')
  return { ...found, chainId: 1, keyId, domain, program: programName(programs, program), createdAt, expiresAt }
}

type Request = { readonly caller: DelegateCaller; readonly body: DelegateBody }

async function decide({ caller, body }: Request, options: DelegateRouteOptions): Promise<Decision> {
  const { database, budgets, vault, clock, domain, maxLifetimeMs } = options
  const { message, chainId, type } = body
  // The session of a frame signs for the page around it, with its user in front of it.
  if (caller.kind === 'session' && caller.topOrigin !== null) return refuse(403, 'This session belongs to a page')
  const found = await findKey(database, caller, body)
  if (found === undefined) return refuse(404, 'Key not found')
  const { id, address, sealed, sealingContext, isAutoSignEnabled } = found
  if (address !== toChecksumAddress(body.address)) return refuse(403, 'The address is not that of the key')
  if (sealed === null || sealingContext === null) return refuse(400, 'External keys must be signed client-side')
  await budgets.delegatedPerKey.spend(id)
  if (!isAutoSignEnabled) {
    return needsApproval('auto_sign_disabled', 'The owner has turned automatic signing off')
  }
  const account = { address: toChecksumAddress(address), chainId }
  const kind = explainMessage(message, { account, domain, maxLifetimeMs, now: clock.now() })
  if (type !== 'siwe' || chainId !== 1 || kind === undefined) {
    return needsApproval('outside_bootstrap_allowlist', 'Only the messages that create an account are signed here')
  }
  const signature = vault.sign({ id, address, sealed, sealingContext }, message)
  return { status: 200, answer: { approved: true, signature } }
}

async function findKey(
  database: Database,
  caller: DelegateCaller,
  { keyId, address }: DelegateBody,
): Promise<(KeyRow & { readonly isAutoSignEnabled: boolean }) | undefined> {
  const [found] = await database
    .select({ key, isAutoSignEnabled: user.autoSignEnabled })
    .from(key)
    .innerJoin(user, eq(user.id, key.userId))
    .where(
      and(
        eq(key.userId, caller.userId),
        caller.kind === 'program' ? eq(key.id, caller.token.keyId) : undefined,
        isNull(key.archivedAt),
        keyId === undefined ? eq(key.address, toChecksumAddress(address)) : eq(key.id, keyId),
      ),
    )
  return found && { ...found.key, isAutoSignEnabled: found.isAutoSignEnabled }
}

function refuse(status: 400 | 403 | 404, reason: string): Decision {
  return { status, answer: { approved: false, reason } }
}

function needsApproval(code: 'auto_sign_disabled' | 'outside_bootstrap_allowlist', reason: string): Decision {
  return { status: 200, answer: { approved: false, needsApproval: true, code, reason } }
}
