import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { approvalChallenge } from '../approval/approvalChallenge.ts'
import { approvalRefused } from '../approval/approvalRefused.ts'
import { isJustIssued } from '../approval/isJustIssued.ts'
import type { Clock } from '../clock.ts'
import type { ClaimOnce } from '../database/replayGuard.ts'
import { HttpError } from '../http/httpError.ts'
import type { PasskeyStore } from '../passkeys/passkeyStore.ts'
import type { RelyingParty } from '../passkeys/relyingParty.ts'
import { verifyAssertion } from '../passkeys/verifyCeremony.ts'
import { isForPage } from './isForPage.ts'
import { readSiwe } from './readSiwe.ts'

export type Approved = {
  /** Who approved: the owner of the credential. */
  readonly userId: string
  /** Page around the frame in which it happened. */
  readonly topOrigin: string | undefined
  /** Whether this approval may open a session too. A repeated or an old one may not: it stands for its message alone. */
  readonly isSignIn: boolean
}

export type Approvals = {
  /**
   * Who approved exactly these bytes by a passkey.
   * @throws {HttpError} 403 `approval_refused` when anything does not agree
   */
  readonly verify: (response: AuthenticationResponseJSON, message: string) => Promise<Approved>
}

export type ApprovalsOptions = {
  readonly party: RelyingParty
  readonly passkeys: PasskeyStore
  readonly claimOnce: ClaimOnce
  readonly clock: Clock
}

/** Longer than a message counts as just issued. */
const rememberedMs = 1_200_000

/**
 * Approval by an assertion whose challenge commits to the message. A SIWE message only, and in a frame only one of the
 * page around it: where the browser says that there is such a page, but not which, nothing can be checked.
 */
export function createApprovals({ party, passkeys, claimOnce, clock }: ApprovalsOptions): Approvals {
  return {
    async verify(response, message) {
      const siwe = readSiwe(message)
      if (siwe === undefined) throw approvalRefused()
      const challenge = approvalChallenge(message)
      const { userId, topOrigin, isInFrame } = await verifyAssertion(response, { challenge, party, passkeys }).catch(
        (error: unknown) => {
          throw error instanceof HttpError ? approvalRefused() : error
        },
      )
      if (isInFrame && (topOrigin === undefined || !isForPage(siwe, topOrigin))) throw approvalRefused()
      const isFirst = await claimOnce(`approval:${response.id}.${challenge}`, { rememberedMs })
      return { userId, topOrigin, isSignIn: isFirst && isJustIssued(siwe, clock.now()) }
    },
  }
}
