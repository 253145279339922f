import type { ErrorCode, OpenKeyError } from '@openkey/protocol'
import type { ComponentChildren } from 'preact'
import { sanitizeForDisplay } from '../../domain/sanitizeForDisplay.ts'
import { Badge } from '../parts/Badge.tsx'
import { Icon } from '../parts/Icon.tsx'
import { iconPaths } from '../parts/iconPaths.ts'
import { Screen } from '../parts/Screen.tsx'
import { outcomeText } from '../text/en/outcomeText.ts'
import { type ProblemText, problemText } from '../text/en/problemText.ts'

export type FailureScreenProps = {
  readonly error: Pick<OpenKeyError, 'code' | 'details'>
  readonly onClose?: (() => void) | undefined
  readonly actions?: ComponentChildren
}

/** Explains an error to the user, with its code for the developer of the app. */
export function FailureScreen({ error: { code, details }, onClose, actions }: FailureScreenProps) {
  const { title, body } = describeProblem(code, details.field)
  return (
    <Screen kind="centered" title={title} onClose={onClose} actions={actions}>
      <Badge tone="alert">
        <Icon path={iconPaths.alert} />
      </Badge>
      <p class="text" role="status">
        {body}
      </p>
      <dl class="facts">
        {code === 'domain_mismatch' && <Fact name={outcomeText.problem.expected} value={details.expected} />}
        {code === 'domain_mismatch' && <Fact name={outcomeText.problem.received} value={details.received} />}
        <Fact name={outcomeText.problem.code} value={details.field ? `${code} (${details.field})` : code} />
      </dl>
    </Screen>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string | undefined }) {
  if (value === undefined) return null
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>
        <bdi class="mono" dir="ltr">
          {sanitizeForDisplay(value, { maxLength: 96 })}
        </bdi>
      </dd>
    </div>
  )
}

/**
 * Explains an error to the user.
 * @param field what the error's details name
 */
export function describeProblem(code: ErrorCode, field?: string): ProblemText {
  // With a field, the browser lacks what the field names.
  if (code === 'presentation_unavailable' && field !== undefined) return problemText.outdated_browser
  const texts: Partial<Readonly<Record<ErrorCode, ProblemText>>> = problemText
  return texts[code] ?? problemText.unknown
}
