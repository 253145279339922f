import type { Notice as NoticeName } from '../../domain/signing/signingState.ts'
import { noticeText } from '../text/en/feedbackText.ts'

/** What is said about the try before. The region is there before the words, so that they are read out. */
export function Notice({ id, notice }: { readonly id?: string; readonly notice?: NoticeName | undefined }) {
  return (
    <p
      id={id}
      class={notice ? `notice notice-${notice === 'code_resent' ? 'good' : 'bad'}` : 'notice-empty'}
      role="status"
    >
      {notice && noticeText[notice]}
    </p>
  )
}
