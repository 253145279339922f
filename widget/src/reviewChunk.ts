import { createSignatureVerifier } from './adapters/signature/signatureVerifier.ts'
import { createMessageReviewer, type MessageReviewerOptions } from './app/review/messageReviewer.ts'
import { prefetchFonts } from './ui/prefetchFonts.ts'
import { ReviewScreen } from './ui/screens/ReviewScreen.tsx'

/** Creates what reads, shows and signs a message. Its chunk is fetched while idle, and the fonts with it. */
export function createReviewChunk(options: Omit<MessageReviewerOptions, 'verifier'>) {
  prefetchFonts()
  return { reviewer: createMessageReviewer({ ...options, verifier: createSignatureVerifier() }), ReviewScreen }
}
