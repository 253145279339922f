import { useOpenKey } from '@openkey/host-sdk/react'
import { useState } from 'react'
import { tinycloud } from './openkey.ts'

/** Signs in if necessary, stores the note, and reads it back. */
export function Notes() {
  const { status, error, signIn } = useOpenKey()
  const [note, setNote] = useState('Hello')
  const [result, setResult] = useState('')

  async function store() {
    // `signIn` of the hook does not reject: `error` has the reason.
    if (!tinycloud.session() && !(await signIn(tinycloud))) return
    const stored = await tinycloud.kv.put('note', note)
    if (!stored.ok) return setResult(stored.error.message)
    const read = await tinycloud.kv.get('note')
    setResult(read.ok ? `Stored “${read.data.data}” for ${tinycloud.address()}` : read.error.message)
  }

  return (
    <main>
      <label>
        Note <input value={note} onChange={({ target }) => setNote(target.value)} />
      </label>
      <button type="button" disabled={status === 'signing'} onClick={store}>
        Store
      </button>
      <p role="status">{error?.message ?? result}</p>
    </main>
  )
}
