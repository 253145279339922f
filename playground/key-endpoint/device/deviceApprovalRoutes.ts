import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { HttpError } from '../http/httpError.ts'
import { readBody } from '../http/readBody.ts'
import type { KeyStore } from '../keys/keyStore.ts'
import type { Budgets } from '../limits/budgets.ts'
import { clientNetwork } from '../limits/routeBudgets.ts'
import type { Log } from '../log.ts'
import type { AccountNotices } from '../mail/accountNotice.ts'
import { gestureField, type RequireFreshGesture } from '../passkeys/freshGesture.ts'
import type { Session, Sessions } from '../sessions/sessions.ts'
import type { DeviceRequest, DeviceRequests } from './deviceRequests.ts'
import { type Programs, programName } from './programs.ts'
import { tokenLifetimeMs } from './programTokens.ts'

const userCode = z.string().min(1).max(64)
const codeBody = z.object({ userCode })
const approveBody = z.object({ userCode, keyId: z.string().min(1).max(64), gesture: gestureField })

export type DeviceApprovalRoutesOptions = {
  readonly requests: Pick<DeviceRequests, 'find' | 'approve' | 'deny'>
  readonly programs: Programs
  readonly sessions: Pick<Sessions, 'require'>
  readonly keys: Pick<KeyStore, 'find'>
  readonly requireFreshGesture: RequireFreshGesture
  readonly budgets: Pick<Budgets, 'wrongUserCodesPerUser'>
  readonly notices: Pick<AccountNotices, 'send'>
  readonly log: Log
}

/** The decision about a program, as the widget's window sends it after the person has typed the code. */
export function deviceApprovalRoutes(options: DeviceApprovalRoutesOptions): Hono {
  const { requests, programs, sessions, keys, requireFreshGesture, budgets, notices, log } = options

  /** A frame shows a page's user what the page wants; only OpenKey's own window shows what a program wants. */
  const requireWindow = async (context: Context): Promise<Session> => {
    const session = await sessions.require(context)
    if (session.topOrigin !== null)
      throw new HttpError(403, 'Connect programs in a window', { code: 'window_required' })
    return session
  }

  /** Counts a wrong code before it looks for it, so that concurrent guesses count as well. */
  const find = async ({ userId }: Session, code: string): Promise<DeviceRequest> => {
    await budgets.wrongUserCodesPerUser.spend(userId)
    const found = await requests.find(code)
    if (found === undefined) throw unknownCode()
    await budgets.wrongUserCodesPerUser.refund(userId)
    return found
  }

  return new Hono()
    .post('/request', async (context) => {
      const session = await requireWindow(context)
      const { userCode } = await readBody(context, codeBody)
      const { program, deviceName, network, createdAt, expiresAt } = await find(session, userCode)
      return context.json({
        program: programName(programs, program),
        deviceName,
        network,
        isSameNetwork: network === null ? null : network === clientNetwork(context),
        createdAt,
        expiresAt,
        accessSeconds: tokenLifetimeMs / 1000,
      })
    })
    .post('/approve', async (context) => {
      const session = await requireWindow(context)
      const { userId } = session
      const { userCode, keyId, gesture } = await readBody(context, approveBody)
      const { program } = await find(session, userCode)
      const key = await keys.find(userId, keyId)
      if (key === undefined || key.archivedAt !== null) throw new HttpError(404, 'Key not found')
      await requireFreshGesture(session, gesture)
      if (!(await requests.approve(userCode, { userId, keyId }))) throw unknownCode()
      notices.send(userId, 'program_connected')
      log({ event: 'device_sign_in', outcome: 'approved', program })
      return context.json({ success: true })
    })
    .post('/deny', async (context) => {
      const session = await requireWindow(context)
      const { userCode } = await readBody(context, codeBody)
      const { program } = await find(session, userCode)
      if (!(await requests.deny(userCode))) throw unknownCode()
      log({ event: 'device_sign_in', outcome: 'denied', program })
      return context.json({ success: true })
    })
}

/** The same error for a code that is wrong, expired or already used. */
function unknownCode(): HttpError {
  return new HttpError(404, 'No program waits under this code', { code: 'unknown_user_code', field: 'userCode' })
}
