import type { SignRequest } from '../request/signRequest.ts'
import type { DescribedReview } from './review.ts'

/** Describes the recipient of a message's grants, as its URI names it. A message without a ReCap grants nothing. */
export function describeRecipient({ recipient, kind }: SignRequest): DescribedReview['recipient'] {
  if (recipient === undefined) return undefined
  const { did } = recipient
  if (recipient.kind === 'user') return { kind: 'user', did, ...recipient.account }
  const key = did.replace(/^did:key:/, '')
  return { kind: kind === 'host' ? 'node' : 'session', did, short: `${key.slice(0, 8)}…${key.slice(-8)}` }
}
