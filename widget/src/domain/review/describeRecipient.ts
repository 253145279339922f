import type { SignRequest } from '../signRequest.ts'
import type { DescribedReview } from './review.ts'

/** Describes the recipient of a message's grants: the key that its URI names. A message without a ReCap grants nothing. */
export function describeRecipient({ siwe: { uri }, kind }: SignRequest): DescribedReview['recipient'] {
  if (kind === 'plain') return undefined
  // The parser has checked that the URI is a did:key, alone or with the fragment that repeats the key.
  const did = uri.replace(/#.*$/, '')
  const key = did.replace(/^did:key:/, '')
  return { kind: kind === 'host' ? 'node' : 'session', did, short: `${key.slice(0, 8)}…${key.slice(-8)}` }
}
