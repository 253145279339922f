import { useEffect, useState } from 'preact/hooks'
import { ScrollArea } from '../ui/ScrollArea.tsx'
import { loadProvisioning, type ProvisioningStep } from './loadProvisioning.ts'
import { ProvisioningTable } from './ProvisioningTable.tsx'
import type { Span } from './signInSpans.ts'

type WaterfallTabProps = {
  readonly spans: readonly Span[]
  /** When the first span began, in milliseconds since the epoch. */
  readonly startedAt: number
  /** The account that was signed in to. */
  readonly address: string | undefined
}

const rowHeight = 36
const labelWidth = 150
const chartWidth = 850

/** Draws the steps of the last sign-in on one axis of time. The table says the same. */
export function WaterfallTab({ spans, startedAt, address }: WaterfallTabProps) {
  const [steps, setSteps] = useState<readonly ProvisioningStep[]>([])
  useEffect(() => {
    if (address !== undefined) loadProvisioning(address).then(setSteps, () => setSteps([]))
  }, [address])
  if (spans.length === 0) {
    return (
      <section class="card" aria-labelledby="waterfall-title">
        <h2 id="waterfall-title">Waterfall</h2>
        <p>Sign in on the first tab, and store a value. This tab then shows where the time went.</p>
      </section>
    )
  }
  const total = Math.max(1, ...spans.map(({ start, duration }) => start + duration))
  const toX = (ms: number) => labelWidth + (ms / total) * (chartWidth - 8)
  return (
    <section class="card" aria-labelledby="waterfall-title">
      <h2 id="waterfall-title">Waterfall</h2>
      <p class="hint">Account and review are the time of the user. Point at a bar for its figures.</p>
      <svg
        class="waterfall"
        viewBox={`0 0 ${labelWidth + chartWidth} ${spans.length * rowHeight}`}
        aria-hidden="true"
        data-testid="waterfall"
      >
        {steps.map(({ at }) => (
          <line key={at} x1={toX(at - startedAt)} x2={toX(at - startedAt)} y1="0" y2={spans.length * rowHeight} />
        ))}
        {spans.map((span, row) => (
          <g key={span.name}>
            <text x="0" y={row * rowHeight + 23}>
              {span.name}
            </text>
            <rect
              x={toX(span.start)}
              y={row * rowHeight + 6}
              width={Math.max(3, toX(span.duration) - labelWidth)}
              height={rowHeight - 12}
              rx="4"
            >
              <title>{describe(span)}</title>
            </rect>
          </g>
        ))}
      </svg>
      <ScrollArea label="Figures">
        <table>
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col">Begins after</th>
              <th scope="col">Takes</th>
              <th scope="col">Meanwhile</th>
            </tr>
          </thead>
          <tbody>
            {spans.map(({ name, what, start, duration }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{start} ms</td>
                <td>{duration} ms</td>
                <td>{what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      {steps.length > 0 && <ProvisioningTable steps={steps} startedAt={startedAt} />}
    </section>
  )
}

function describe({ name, what, start, duration }: Span): string {
  return `${name}: ${duration} ms, from ${start} ms. In this time, ${what}.`
}
