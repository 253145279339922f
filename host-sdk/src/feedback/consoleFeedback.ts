import { createFeedback } from './developerFeedback.ts'

/** Feedback in the console. */
export const consoleFeedback = createFeedback((text) => {
  // biome-ignore lint/suspicious/noConsole: for the developer, in development only.
  console.warn(text)
})
