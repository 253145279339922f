import type { SignRequest } from '../signRequest.ts'
import type { DescribedReview } from './review.ts'

/** Who receives what a message grants: the key its URI names. A message without ReCap hands out nothing. */
export function describeRecipient({ siwe: { uri }, kind }: SignRequest): DescribedReview['recipient'] {
  if (kind === 'plain') return undefined
  // Reading the message has checked that it is a did:key, alone or with the fragment that repeats the key.
  const did = uri.replace(/#.*$/, '')
  const key = did.replace(/^did:key:/, '')
  return { kind: kind === 'host' ? 'node' : 'session', did, short: `${key.slice(0, 8)}…${key.slice(-8)}` }
}
