import type { Problem } from '../problem/problem.ts'
import { Prose } from './Prose.tsx'

export function ProblemNotice({ problem }: { readonly problem: Problem }) {
  const { code, message, fix, facts, docsPath } = problem
  return (
    <section class="card problem" role="alert" aria-label="Problem">
      <h2>{code ? <code data-testid="problem-code">{code}</code> : 'Something went wrong'}</h2>
      <p data-testid="problem-message">{message}</p>
      <Prose text={fix} />
      {facts.length > 0 && (
        <ul data-testid="problem-facts">
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      )}
      {docsPath && <p class="hint">See {docsPath}</p>}
    </section>
  )
}
