// Types only: an import at runtime would split the main bundle.
import type { ErrorCode, OpenKeyError } from '@openkey/protocol'
import { explainStyles } from './explainStyles.ts'
import { findUnknownOptions } from './findUnknownOptions.ts'
import { fixes } from './fixes.ts'

/** Tells the developer of an app, in development, what goes wrong and what to do about it. */
export type Feedback = {
  /** Warns of options and styles that do not exist, and of an accent that the widget changes. */
  readonly onOptions: (options: object) => void
  /** Warns of a failed call. Reports each error once, and none that a user causes, such as declining. */
  readonly onFailure: (error: OpenKeyError) => void
}

/** Outcomes that every app must expect. */
const expected: readonly ErrorCode[] = ['user_rejected', 'unauthorized', 'aborted', 'destroyed']

export function createFeedback(warn: (text: string) => void): Feedback {
  const reported = new WeakSet<object>()
  return {
    onOptions(options) {
      for (const { name, nearest } of findUnknownOptions(options)) {
        const hint = nearest === undefined ? '' : ` Did you mean “${nearest}”?`
        warn(`OpenKey: there is no option “${name}”.${hint}`)
      }
      for (const text of explainStyles(options)) warn(`OpenKey: ${text}`)
    },
    onFailure(error) {
      if (expected.includes(error.code) || reported.has(error)) return
      reported.add(error)
      warn(`OpenKey: ${error.code}. ${error.message}\nFix by the ${fixes[error.code]}\n${error.docsPath}`)
    },
  }
}
