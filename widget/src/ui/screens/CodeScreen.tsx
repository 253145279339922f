import { Component } from 'preact'
import { codeLength, toAsciiDigits } from '../../domain/signIn/toAsciiDigits.ts'
import { EmailText } from '../parts/EmailText.tsx'
import { focusAndSelect } from '../parts/focusAndSelect.ts'
import { Notice } from '../parts/Notice.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { Screen } from '../parts/Screen.tsx'
import { commonText } from '../text/en/commonText.ts'
import { signInText } from '../text/en/signInText.ts'
import { fillSlots } from '../text/phrase.ts'
import type { ScreenProps } from './screenProps.ts'

/**
 * Asks for the code of the email. Submits it as soon as it is complete: typed with the digits of any script, filled in,
 * or pasted, alone or within the whole email. Clears a wrong code.
 */
export function CodeScreen({ screen: { email, isBusy, notice }, act }: ScreenProps<'code'>) {
  return (
    <Screen
      title={signInText.code.title}
      hasOwnFocus
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
      actions={
        <>
          <button type="submit" form="code-form" class="button button-primary" aria-disabled={isBusy}>
            {isBusy ? signInText.code.busy : signInText.code.submit}
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
              {signInText.code.resend}
            </button>
          </div>
        </>
      }
    >
      <CodeForm
        key={notice}
        email={email}
        isBusy={isBusy}
        notice={notice}
        onCode={(code) => act({ type: 'codeSubmitted', code })}
      />
    </Screen>
  )
}

type CodeFormProps = Pick<ScreenProps<'code'>['screen'], 'email' | 'isBusy' | 'notice'> & {
  readonly onCode: (code: string) => void
}

type CodeFormState = {
  /** Whether the pasted or submitted text contains no code, or several possible codes. */
  readonly hasNoCode: boolean
}

/** Returns whether a text is more than a code or the beginning of a code. */
function mayContainMore(text: string): boolean {
  return /\p{L}/u.test(text) || toAsciiDigits(text).replace(/\D/g, '').length > codeLength
}

const loadFinder = () => import('../../domain/signIn/findCode.ts')

class CodeForm extends Component<CodeFormProps, CodeFormState> {
  override state: CodeFormState = { hasNoCode: false }

  override componentDidMount(): void {
    // Most users type the code. The finder for whole emails loads in the meantime.
    loadFinder().catch(() => {})
  }

  /** Finds the code in a text, puts it into the input, and submits it. */
  private async take(input: HTMLInputElement, text: string): Promise<void> {
    const finder = await loadFinder().catch(() => undefined)
    const code = finder?.findCode(text)
    this.setState({ hasNoCode: code === undefined })
    if (code === undefined) return
    input.value = code
    this.props.onCode(code)
  }

  /** Keeps only digits, and submits a complete code. */
  private keepDigits(input: HTMLInputElement): void {
    const digits = toAsciiDigits(input.value).replace(/\D/g, '')
    input.value = digits.slice(0, codeLength)
    this.setState({ hasNoCode: false })
    if (digits.length === codeLength) this.props.onCode(digits)
  }

  private readonly onInput = onTrusted((event: InputEvent) => {
    const { currentTarget: input, data } = event
    // An input method may still change the text that it composes.
    if (!(input instanceof HTMLInputElement) || event.isComposing) return
    const { value } = input
    // Autofill, dictation and keyboard suggestions insert several characters at once, possibly a whole message.
    const isOneKey = data !== null && data !== undefined && [...data].length === 1
    if (isOneKey || !mayContainMore(value)) return this.keepDigits(input)
    input.value = ''
    void this.take(input, value)
  })

  private readonly onCompositionEnd = onTrusted(({ currentTarget: input }: CompositionEvent) => {
    if (input instanceof HTMLInputElement) this.keepDigits(input)
  })

  /** Reads the text before the input does, which would join lines and the numbers in them. */
  private readonly onInsert = onTrusted((event: ClipboardEvent | DragEvent) => {
    const { currentTarget: input } = event
    const data = 'clipboardData' in event ? event.clipboardData : event.dataTransfer
    const text = data?.getData('text/plain') ?? ''
    const isPart = toAsciiDigits(text).replace(/\D/g, '').length < codeLength
    if (!(input instanceof HTMLInputElement) || this.props.isBusy || isPart) return
    event.preventDefault()
    void this.take(input, text)
  })

  private readonly onSubmit = onTrusted(({ currentTarget: form }: SubmitEvent) => {
    const input = form instanceof HTMLFormElement ? form.elements.namedItem('code') : undefined
    if (input instanceof HTMLInputElement) void this.take(input, input.value)
  })

  override render({ email, isBusy, notice }: CodeFormProps, { hasNoCode }: CodeFormState) {
    return (
      <form
        id="code-form"
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          this.onSubmit(event)
        }}
      >
        <p class="text" id="code-hint">
          {fillSlots(signInText.code.sentTo, { email: <EmailText email={email} /> })}
        </p>
        <label class="label" for="code">
          {signInText.code.label}
        </label>
        <input
          ref={focusAndSelect}
          id="code"
          name="code"
          class="field field-code"
          type="text"
          dir="ltr"
          inputMode="numeric"
          autocomplete="one-time-code"
          required
          readOnly={isBusy}
          onInput={this.onInput}
          onPaste={this.onInsert}
          onDrop={this.onInsert}
          onCompositionEnd={this.onCompositionEnd}
          aria-describedby="code-hint code-notice code-missing"
          aria-invalid={hasNoCode || notice === 'wrong_code'}
        />
        <Notice id="code-notice" notice={hasNoCode ? undefined : notice} />
        <p id="code-missing" class={hasNoCode ? 'notice notice-bad' : 'notice-empty'} role="status">
          {hasNoCode && signInText.code.missing}
        </p>
      </form>
    )
  }
}
