import { Notice } from '../parts/Notice.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { Screen } from '../parts/Screen.tsx'
import { takeFocusAndSelect } from '../parts/takeFocusAndSelect.ts'
import { authenticationText } from '../text/en/authenticationText.ts'
import { commonText } from '../text/en/commonText.ts'
import type { ScreenProps } from './screenProps.ts'

const codeLength = 6

/** A code goes off as soon as it is complete, typed or pasted, with or without spaces. A wrong one is wiped. */
export function CodeScreen({ screen: { email, isBusy, notice }, act }: ScreenProps<'code'>) {
  const send = (text: string) => {
    const code = text.replace(/\D/g, '')
    if (code.length === codeLength) act({ type: 'codeSubmitted', code })
  }
  const onInput = onTrusted((event: Event) => {
    const { currentTarget: input } = event
    if (!(input instanceof HTMLInputElement)) return
    input.value = input.value.replace(/\D/g, '').slice(0, codeLength)
    send(input.value)
  })
  const onSubmit = onTrusted((event: SubmitEvent) => {
    const { currentTarget: form } = event
    if (form instanceof HTMLFormElement) send(String(new FormData(form).get('code')))
  })
  return (
    <Screen
      title={authenticationText.code.title}
      hasOwnFocus
      onClose={() => act({ type: 'left', how: 'closed' })}
      actions={
        <>
          <button type="submit" form="code-form" class="button button-primary" aria-disabled={isBusy}>
            {isBusy ? authenticationText.code.busy : authenticationText.code.submit}
          </button>
          <div class="pair">
            <button type="button" class="button button-quiet" onClick={onTrusted(() => act({ type: 'wentBack' }))}>
              {commonText.back}
            </button>
            <button
              type="button"
              class="button button-quiet"
              aria-disabled={isBusy}
              onClick={onTrusted(() => act({ type: 'codeRequested' }))}
            >
              {authenticationText.code.resend}
            </button>
          </div>
        </>
      }
    >
      <form
        id="code-form"
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit(event)
        }}
      >
        <p class="text" id="code-hint">
          {authenticationText.code.sentTo} <bdi class="strong">{email}</bdi>
        </p>
        <label class="label" for="code">
          {authenticationText.code.label}
        </label>
        <input
          key={notice}
          ref={takeFocusAndSelect}
          id="code"
          name="code"
          class="field field-code"
          type="text"
          inputMode="numeric"
          autocomplete="one-time-code"
          required
          readOnly={isBusy}
          onInput={onInput}
          aria-describedby="code-hint code-notice"
          aria-invalid={notice === 'wrong_code'}
        />
        <Notice id="code-notice" notice={notice} />
      </form>
    </Screen>
  )
}
