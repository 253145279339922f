import { createSignatureVerifier } from './adapters/signature/signatureVerifier.ts'
import { createMessageReviewer, type MessageReviewerOptions } from './app/review/createMessageReviewer.ts'
import { ReviewScreen } from './ui/screens/ReviewScreen.tsx'

/** What is fetched while nothing else is to be done: all that reads, shows and signs a message. */
export function createReviewChunk(options: Omit<MessageReviewerOptions, 'verifier'>) {
  return { reviewer: createMessageReviewer({ ...options, verifier: createSignatureVerifier() }), ReviewScreen }
}
