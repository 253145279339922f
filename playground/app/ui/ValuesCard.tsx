import { useState } from 'preact/hooks'
import type { AppActions } from '../actions/createAppActions.ts'
import type { ValueAnswer } from '../state/appState.ts'

type ValuesCardProps = {
  readonly answer: ValueAnswer | undefined
  readonly actions: Pick<AppActions, 'put' | 'get' | 'list' | 'remove' | 'share'>
}

export function ValuesCard({ answer, actions }: ValuesCardProps) {
  const [key, setKey] = useState('greeting')
  const [value, setValue] = useState('Hello from my own space')
  return (
    <section class="card" aria-labelledby="values-title">
      <h2 id="values-title">Values</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          actions.put(key, value)
        }}
      >
        <label>
          Key
          <input name="key" value={key} autocomplete="off" onInput={(event) => setKey(event.currentTarget.value)} />
        </label>
        <label>
          Value
          <textarea name="value" rows={3} value={value} onInput={(event) => setValue(event.currentTarget.value)} />
        </label>
        <div class="buttons">
          <button type="submit" class="primary">
            Put
          </button>
          <button type="button" onClick={() => actions.get(key)}>
            Get
          </button>
          <button type="button" onClick={() => actions.list()}>
            List
          </button>
          <button type="button" onClick={() => actions.remove(key)}>
            Delete
          </button>
          <button type="button" onClick={() => actions.share(key)}>
            Share
          </button>
        </div>
      </form>
      <output aria-label="Response of the node">{answer && <Answer answer={answer} />}</output>
    </section>
  )
}

function Answer({ answer }: { readonly answer: ValueAnswer }) {
  switch (answer.kind) {
    case 'written':
      return <p>Stored under “{answer.key}”.</p>
    case 'deleted':
      return <p>Deleted “{answer.key}”.</p>
    case 'value':
      return (
        <>
          <p>Under “{answer.key}”:</p>
          <pre data-testid="value">{answer.text}</pre>
        </>
      )
    case 'keys':
      if (answer.keys.length === 0) return <p>No keys yet.</p>
      return (
        <ul aria-label="Keys">
          {answer.keys.map((key) => (
            <li key={key}>{key}</li>
          ))}
        </ul>
      )
  }
}
