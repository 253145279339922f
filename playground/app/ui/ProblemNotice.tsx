import type { Problem } from '../problem/describeProblem.ts'

/** Shows an error: its code, what happened, and how to resolve it. */
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
      {docsPath && (
        <p class="hint">See {docsPath.startsWith('https:') ? <a href={docsPath}>{docsPath}</a> : docsPath}</p>
      )}
    </section>
  )
}

/** Renders a text in which backticks mark code. */
function Prose({ text }: { readonly text: string }) {
  return <p>{text.split('`').map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : part))}</p>
}
