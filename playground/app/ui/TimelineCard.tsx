import type { TimelineEntry } from '../state/appState.ts'

export function TimelineCard({ timeline }: { readonly timeline: readonly TimelineEntry[] }) {
  return (
    <section class="card" aria-labelledby="timeline-title">
      <h2 id="timeline-title">What happened</h2>
      <ol class="timeline" role="log" aria-labelledby="timeline-title">
        {timeline.map(({ id, at, tone, text }) => (
          <li key={id} class={tone}>
            <time dateTime={new Date(at).toISOString()}>{formatTime(at)}</time> <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function formatTime(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, { hour12: false })
}
