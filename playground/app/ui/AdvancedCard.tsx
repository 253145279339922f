import { useState } from 'preact/hooks'
import type { AppActions } from '../actions/createAppActions.ts'

type AdvancedCardProps = {
  readonly signature: string | undefined
  readonly actions: Pick<AppActions, 'signMessage' | 'disconnect' | 'ping'>
}

/** Tries out `signSiwe` with any message, time limit and abort, and other calls of the SDK. */
export function AdvancedCard({ signature, actions }: AdvancedCardProps) {
  const [message, setMessage] = useState('')
  const [timeoutSeconds, setTimeoutSeconds] = useState('300')
  const [abortSeconds, setAbortSeconds] = useState('')
  return (
    <details class="card">
      <summary>Advanced</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          actions.signMessage(message, {
            timeoutMs: Number(timeoutSeconds) * 1000,
            abortAfterMs: abortSeconds === '' ? undefined : Number(abortSeconds) * 1000,
          })
        }}
      >
        <label>
          SIWE message
          <textarea
            class="message"
            rows={8}
            spellcheck={false}
            value={message}
            onInput={(event) => setMessage(event.currentTarget.value)}
          />
        </label>
        <label>
          Time limit, in seconds
          <input
            type="number"
            min="0.1"
            step="any"
            value={timeoutSeconds}
            onInput={(event) => setTimeoutSeconds(event.currentTarget.value)}
          />
        </label>
        <label>
          Abort after, in seconds (leave empty to never abort)
          <input
            type="number"
            min="0"
            step="any"
            value={abortSeconds}
            onInput={(event) => setAbortSeconds(event.currentTarget.value)}
          />
        </label>
        <div class="buttons">
          <button type="submit">Sign this message</button>
          <button type="button" onClick={actions.ping}>
            Ping
          </button>
          <button type="button" onClick={actions.disconnect}>
            Disconnect this app
          </button>
        </div>
      </form>
      <output aria-label="Signature">{signature && <pre data-testid="signature">{signature}</pre>}</output>
    </details>
  )
}
