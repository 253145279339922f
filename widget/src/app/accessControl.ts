import { isOpenKeyError } from '@openkey/protocol'
import type { Access, AccessTarget, KeyEndpointSession } from '../domain/access.ts'
import type { CallOptions } from '../ports/call.ts'
import type { KeyEndpoint } from '../ports/keyEndpoint.ts'
import type { OriginLedger } from '../ports/originLedger.ts'
import type { Accounts } from './accounts.ts'

export type AccessControl = {
  /** Lists where the user is signed in. @throws {OpenKeyError} a failure of the key endpoint */
  load(options?: CallOptions): Promise<Access>
  /** Removes access, here at once. @throws {OpenKeyError} a failure of the key endpoint, which then changed nothing */
  remove(target: AccessTarget, options?: CallOptions): Promise<void>
}

export type AccessControlOptions = {
  readonly keyEndpoint: Pick<KeyEndpoint, 'listSessions' | 'endSession'>
  readonly ledger: Pick<OriginLedger, 'approvedOrigins' | 'forget'>
  readonly accounts: Pick<Accounts, 'token' | 'end'>
}

/** Lists and removes access on the user's behalf: approvals in this partition, and sessions of the account. */
export function createAccessControl({ keyEndpoint, ledger, accounts }: AccessControlOptions): AccessControl {
  async function listSessions(options?: CallOptions): Promise<readonly KeyEndpointSession[] | undefined> {
    const token = await accounts.token()
    if (token === undefined) return undefined
    try {
      return await keyEndpoint.listSessions(token, options)
    } catch (error) {
      // The key endpoint lacks the route, or the session has ended: there are no sessions to list.
      if (isOpenKeyError(error, 'key_endpoint_rejected') || isOpenKeyError(error, 'session_expired')) return undefined
      throw error
    }
  }

  return {
    async load(options) {
      const [approved, sessions] = await Promise.all([ledger.approvedOrigins(), listSessions(options)])
      const origins = approved.map(({ origin, approvedAt, grants }) => ({
        origin,
        approvedAt,
        grants,
      }))
      return { origins, sessions }
    },

    async remove(target, options) {
      if (target.kind === 'origin') return ledger.forget(target.origin)
      const token = await accounts.token()
      if (token === undefined) return
      const sessions = await keyEndpoint.listSessions(token, options)
      await keyEndpoint.endSession(token, target.id, options)
      if (sessions.some(({ id, isCurrent }) => isCurrent && id === target.id)) await accounts.end(token)
    },
  }
}
