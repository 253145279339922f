import { createHash } from 'node:crypto'
import type { WallClock } from '@openkey/protocol'
import { parseTimestamp, type SiweMessage } from '@openkey/protocol/siwe'
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { ReplayGuard } from '../database/replayGuard.ts'
import { HttpError } from '../http/httpError.ts'
import type { PasskeyStore } from '../passkeys/passkeyStore.ts'
import type { RelyingParty } from '../passkeys/relyingParty.ts'
import { verifyAssertion } from '../passkeys/verifyCeremony.ts'
import { isForPage, tryParseSiwe } from './siweDomain.ts'

export type Approval = {
  /** Owner of the passkey. */
  readonly userId: string
  /** Page around the frame of the approval. */
  readonly topOrigin: string | undefined
  /** True if the approval may open a session as well: the first approval of a message that was just issued. */
  readonly isSignIn: boolean
}

export type Approvals = {
  /**
   * Verifies that a passkey approved exactly this message.
   * @throws {HttpError} 403 `approval_refused`
   */
  readonly verify: (response: AuthenticationResponseJSON, message: string) => Promise<Approval>
}

export type ApprovalsOptions = {
  readonly relyingParty: RelyingParty
  readonly passkeys: PasskeyStore
  readonly replayGuard: ReplayGuard
  readonly clock: WallClock
}

/** Longer than a message counts as just issued. */
const retentionMs = 1_200_000

/**
 * Verifies approvals: passkey assertions whose challenge commits to a SIWE message. In a frame, the message must be for
 * the page around it. An approval is refused if the browser reports a cross-origin frame, but not its page.
 */
export function createApprovals({ relyingParty, passkeys, replayGuard, clock }: ApprovalsOptions): Approvals {
  return {
    async verify(response, message) {
      const siwe = tryParseSiwe(message)
      if (siwe === undefined) throw approvalRefused()
      const challenge = approvalChallenge(message)
      const { userId, topOrigin, isInFrame } = await verifyAssertion(response, {
        challenge,
        relyingParty,
        passkeys,
      }).catch((error: unknown) => {
        throw error instanceof HttpError ? approvalRefused() : error
      })
      if (isInFrame && (topOrigin === undefined || !isForPage(siwe, topOrigin))) throw approvalRefused()
      const isFirst = await replayGuard.consume(`approval:${response.id}.${challenge}`, { retentionMs })
      return { userId, topOrigin, isSignIn: isFirst && isJustIssued(siwe, clock.now()) }
    },
  }
}

/** The same error for every refused approval, so that it reveals nothing about other users' credentials and keys. */
export function approvalRefused(): HttpError {
  return new HttpError(403, 'Approval not accepted', { code: 'approval_refused' })
}

/**
 * Challenge of an assertion that approves this message: SHA-256(`"openkey-sign-v1"` ‖ 0x00 ‖ message bytes), base64url.
 * The prefix separates approvals from all other uses of a challenge.
 */
function approvalChallenge(message: string): string {
  return createHash('sha256').update('openkey-sign-v1\0').update(message).digest('base64url')
}

const maxAgeMs = 600_000
const maxAheadMs = 300_000

/**
 * Checks that a message was issued within the last ten minutes. Allows for a device clock that is five minutes fast.
 */
function isJustIssued({ issuedAt }: SiweMessage, now: number): boolean {
  const ageMs = now - parseTimestamp(issuedAt)
  return ageMs <= maxAgeMs && ageMs >= -maxAheadMs
}
