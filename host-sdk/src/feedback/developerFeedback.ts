// Types only: an import at runtime would split the main bundle.
import type { ErrorCode, OpenKeyError } from '@openkey/protocol'
import type { OpenKeyOptions } from '../options.ts'
import { explainAccent } from './explainAccent.ts'
import { fixes } from './fixes.ts'

/** Tells the developer of an app, in development, what goes wrong and what to do about it. */
export type Feedback = {
  /** Warns of an accent that the widget changes. */
  readonly onOptions: (options: OpenKeyOptions) => void
  /** Warns of a failed call. Reports each error once, and none that a user causes, such as declining. */
  readonly onFailure: (error: OpenKeyError) => void
}

/** Outcomes that every app must expect. */
const expected: readonly ErrorCode[] = ['user_rejected', 'unauthorized', 'aborted', 'destroyed']

export function createFeedback(warn: (text: string) => void): Feedback {
  const reported = new WeakSet<object>()
  return {
    onOptions(options) {
      const text = explainAccent(options.appearance?.accent)
      if (text !== undefined) warn(`OpenKey: ${text}`)
    },
    onFailure(error) {
      if (expected.includes(error.code) || reported.has(error)) return
      reported.add(error)
      warn(`OpenKey: ${error.code}. ${error.message}\nFix by the ${fixes[error.code]}\n${error.docsPath}`)
    },
  }
}
