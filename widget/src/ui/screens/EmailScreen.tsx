import { spellEmail } from '../../domain/signIn/spellEmail.ts'
import { focusAndSelect } from '../parts/focusAndSelect.ts'
import { Notice } from '../parts/Notice.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { Screen } from '../parts/Screen.tsx'
import { commonText } from '../text/en/commonText.ts'
import { signInText } from '../text/en/signInText.ts'
import type { ScreenProps } from './screenProps.ts'

export function EmailScreen({ screen: { email, isBusy, notice }, act }: ScreenProps<'email'>) {
  const submit = onTrusted((event: SubmitEvent) => {
    const form = event.currentTarget
    if (!(form instanceof HTMLFormElement)) return
    act({ type: 'emailSubmitted', email: spellEmail(String(new FormData(form).get('email')).trim()) })
  })
  // Converts the domain before the browser validates it: Safari accepts only ASCII.
  const spell = ({ currentTarget: input }: Event) => {
    if (input instanceof HTMLInputElement) input.value = spellEmail(input.value)
  }
  return (
    <Screen
      title={signInText.email.title}
      hasOwnFocus
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
      actions={
        <>
          <button type="submit" form="email-form" class="button button-primary" aria-disabled={isBusy}>
            {isBusy ? signInText.email.busy : signInText.email.submit}
          </button>
          <button type="button" class="button button-quiet" onClick={onTrusted(() => act({ type: 'wentBack' }))}>
            {commonText.back}
          </button>
        </>
      }
    >
      <form
        id="email-form"
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          submit(event)
        }}
      >
        <p class="text" id="email-hint">
          {signInText.email.hint}
        </p>
        <label class="label" for="email">
          {signInText.email.label}
        </label>
        <input
          ref={focusAndSelect}
          id="email"
          name="email"
          class="field"
          type="email"
          dir="ltr"
          autocomplete="email"
          required
          maxLength={254}
          defaultValue={email}
          readOnly={isBusy}
          onChange={spell}
          aria-describedby="email-hint email-notice"
          aria-invalid={notice === 'email_refused'}
        />
        <Notice id="email-notice" notice={notice} />
      </form>
    </Screen>
  )
}
