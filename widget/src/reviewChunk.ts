import { createSignatureVerifier } from './adapters/signature/signatureVerifier.ts'
import { createReviewer, type ReviewerOptions } from './app/review/createMessageReviewer.ts'
import { ReviewScreen } from './ui/screens/ReviewScreen.tsx'

/** What is fetched while nothing else is to be done: all that reads, shows and signs a message. */
export function createReviewPath(options: Omit<ReviewerOptions, 'verifier'>) {
  return { reviewer: createReviewer({ ...options, verifier: createSignatureVerifier() }), ReviewScreen }
}
