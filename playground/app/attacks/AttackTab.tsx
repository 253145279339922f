import { ScrollArea } from '../ui/ScrollArea.tsx'
import { attacks } from './attacks.ts'

/** Lists the attacks of the end-to-end tests, and their expected results. */
export function AttackTab() {
  return (
    <section class="card" aria-labelledby="attacks-title">
      <h2 id="attacks-title">Attacks</h2>
      <p class="hint">Each runs in a real browser, against the widget of this repository.</p>
      <ScrollArea label="List of attacks">
        <table>
          <thead>
            <tr>
              <th scope="col">What it tries</th>
              <th scope="col">What happens</th>
              <th scope="col">Invariants</th>
              <th scope="col">Run it</th>
            </tr>
          </thead>
          <tbody>
            {attacks.map(({ spec, tries, result, invariants }) => (
              <tr key={spec}>
                <td>{tries}</td>
                <td>{result}</td>
                <td>{invariants}</td>
                <td>
                  <code>npm run e2e -- {spec}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  )
}
