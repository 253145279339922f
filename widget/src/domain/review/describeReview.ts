import type { Origin } from '@openkey/protocol'
import { type Address, parseTimestamp, recapStatement, type SiweMessage } from '@openkey/protocol/siwe'
import { createGrant } from '../approval/grant.ts'
import { describeCapabilities } from '../capability/describeCapabilities.ts'
import type { SignRequest } from '../request/signRequest.ts'
import { type DisplayText, sanitizeForDisplay, sanitizeNameForDisplay } from '../sanitizeForDisplay.ts'
import { arrangePermissions } from './arrangePermissions.ts'
import { describeRequester } from './describeRequester.ts'
import { type DescribedReview, shortAddress } from './review.ts'

const dayMs = 24 * 60 * 60_000

export type ReviewContext = {
  readonly request: SignRequest
  readonly boundOrigin: Origin
  readonly appName?: string | undefined
  /** The selected key's. */
  readonly address: Address
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Describes a checked request: requester, account, permissions and expiry. */
export function describeReview({ request, boundOrigin, appName, address, now }: ReviewContext): DescribedReview {
  const { message, siwe, recap, capabilities, kind, recipient, revoked, expiresAt } = request
  const sharedWith = recipient?.kind === 'user' ? recipient.account : undefined
  const grants = describeCapabilities(capabilities, { address, chainId: siwe.chainId }, { isShared: !!sharedWith })
  const remainingMs = expiresAt === undefined ? undefined : expiresAt - now
  const isLong = remainingMs === undefined ? kind !== 'plain' : remainingMs > dayMs
  const proofs = recap?.prf ?? []
  // A revocation's only resource is what it revokes.
  const others = recap === undefined && revoked === undefined ? undefined : -1
  const resources = (siwe.resources ?? []).slice(0, others)
  return {
    requester: describeRequester({ boundOrigin, appName }),
    account: { address, short: shortAddress(address) },
    kind,
    statement: ownWords(request),
    recipient: describeRecipient(request),
    revoked: revoked === undefined ? undefined : literal(revoked),
    ...arrangePermissions(grants),
    proofs: proofs.map(literal),
    resources: resources.map(literal),
    validity: { expiresAt, remainingMs, isLong },
    grant: createGrant({
      account: { address, chainId: siwe.chainId },
      recipient: kind === 'session' ? undefined : recipient?.did,
      sharedWith,
      revoked,
      capabilities,
      proofs,
      resources,
      lifetimeMs: expiresAt === undefined ? undefined : expiresAt - startOf(siwe, now),
    }),
    message,
  }
}

/** Maximum age of an issue time, in milliseconds: a user may take that long to approve. */
const maxBackdatedMs = 10 * 60_000

/** Returns the start of a grant: the message's issue time within bounds, because the app chooses it. */
function startOf({ issuedAt }: SiweMessage, now: number): number {
  return Math.max(now - maxBackdatedMs, Math.min(now, parseTimestamp(issuedAt)))
}

function ownWords({ siwe: { statement = '' }, recap }: SignRequest): DisplayText | undefined {
  const generated = recap === undefined ? '' : recapStatement(recap)
  const words = statement.slice(0, statement.length - generated.length).trim()
  return words === '' ? undefined : sanitizeForDisplay(words, { maxLength: 1024 })
}

function literal(text: string): DisplayText {
  return sanitizeNameForDisplay(text, { maxLength: 128 })
}

/** Describes the recipient of a message's grants, as its URI names it. A message without a ReCap grants nothing. */
function describeRecipient({ recipient, kind }: SignRequest): DescribedReview['recipient'] {
  if (recipient === undefined) return undefined
  const { did } = recipient
  if (recipient.kind === 'user') return { kind: 'user', did, ...recipient.account }
  const key = did.replace(/^did:key:/, '')
  return { kind: kind === 'host' ? 'node' : 'session', did, short: `${key.slice(0, 8)}…${key.slice(-8)}` }
}
