import { createSignatureVerifier } from './adapters/signature/signatureVerifier.ts'
import { createMessageReviewer, type MessageReviewerOptions } from './app/review/createMessageReviewer.ts'
import { ReviewScreen } from './ui/screens/ReviewScreen.tsx'

/** Creates what reads, shows and signs a message. Its chunk is fetched while idle. */
export function createReviewChunk(options: Omit<MessageReviewerOptions, 'verifier'>) {
  return { reviewer: createMessageReviewer({ ...options, verifier: createSignatureVerifier() }), ReviewScreen }
}
