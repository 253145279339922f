import type { ErrorCode } from '@openkey/protocol'
import { outdatedBrowserText, type ProblemText, problemText, unknownProblemText } from './en/problemText.ts'

/**
 * Explains an error to the user.
 * @param field what the error's details name
 */
export function describeProblem(code: ErrorCode, field?: string): ProblemText {
  // With a field, the browser lacks what the field names.
  if (code === 'presentation_unavailable' && field !== undefined) return outdatedBrowserText
  return problemText[code] ?? unknownProblemText
}
