import type { TimelineEntry } from '../state/appState.ts'

/** Lists what has happened on the page. */
export function TimelineCard({ timeline }: { readonly timeline: readonly TimelineEntry[] }) {
  return (
    <section class="card" aria-labelledby="timeline-title">
      <h2 id="timeline-title">What happened</h2>
      <div role="log" aria-labelledby="timeline-title">
        <ol class="timeline">
          {timeline.map(({ id, at, tone, text }) => (
            <li key={id} class={tone}>
              <time dateTime={new Date(at).toISOString()}>{formatTime(at)}</time> <span>{text}</span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}

function formatTime(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, { hour12: false })
}
