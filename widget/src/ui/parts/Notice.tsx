import type { Notice as NoticeName } from '../../domain/signing/signingState.ts'
import { feedbackText } from '../text/en/feedbackText.ts'

/**
 * Shows the result of the previous attempt. The live region always exists, so that screen readers announce its text.
 */
export function Notice({ id, notice }: { readonly id?: string; readonly notice?: NoticeName | undefined }) {
  return (
    <p
      id={id}
      class={notice ? `notice notice-${notice === 'code_resent' ? 'good' : 'bad'}` : 'notice-empty'}
      role="status"
    >
      {notice && feedbackText.notice[notice]}
    </p>
  )
}
