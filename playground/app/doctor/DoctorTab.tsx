import type { Finding, OpenKey } from '@openkey/host-sdk'
import { useState } from 'preact/hooks'
import { describeProblem } from '../problem/describeProblem.ts'

/** Examines this page with the doctor of the SDK. */
export function DoctorTab({ openkey }: { readonly openkey: Pick<OpenKey, 'diagnose'> }) {
  const [status, setStatus] = useState('')
  const [findings, setFindings] = useState<readonly Finding[]>([])

  async function examine() {
    setStatus('Examining the page…')
    try {
      const found = await openkey.diagnose()
      setFindings(found)
      setStatus(found.length === 0 ? 'Nothing prevents the widget from working on this page.' : '')
    } catch (error) {
      setStatus(describeProblem(error).message)
    }
  }

  return (
    <section class="card" aria-labelledby="doctor-title">
      <h2 id="doctor-title">Doctor</h2>
      <p class="hint">
        It opens a hidden frame and names each header or line that is missing. For a page of your own, run{' '}
        <code>npx @openkey/host-sdk doctor</code> with its address.
      </p>
      <button type="button" onClick={() => void examine()}>
        Examine this page
      </button>
      <p role="status">{status}</p>
      <ul>
        {findings.map(({ code, problem, fix }) => (
          <li key={code + problem}>
            <code>{code}</code>: {problem} {fix}
          </li>
        ))}
      </ul>
    </section>
  )
}
