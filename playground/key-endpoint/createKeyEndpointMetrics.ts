import { createHttpMetrics, type HttpMetrics } from '../shared/observability/createHttpMetrics.ts'
import type { LogEntry } from './log.ts'

export type KeyEndpointMetrics = {
  readonly registry: HttpMetrics['registry']
  observe(entry: LogEntry): void
}

/** Creates the metrics of a key endpoint: responses by route and status, events by outcome, steps of the bootstrap. */
export function createKeyEndpointMetrics(): KeyEndpointMetrics {
  const { registry, observe, counter, histogram } = createHttpMetrics('openkey_')
  const events = counter('events_total', 'Events, by outcome.', ['event', 'outcome'])
  const steps = histogram('bootstrap_step_duration_seconds', 'Time of a step of the bootstrap.', ['step', 'outcome'])
  return {
    registry,
    observe({ event, method, route, status, durationMs, step, bootstrap, outcome = bootstrap ?? '' }) {
      if (method !== undefined && route !== undefined && status !== undefined && durationMs !== undefined) {
        observe({ method, route, status, durationMs })
      } else events.inc({ event, outcome })
      if (step !== undefined && durationMs !== undefined) steps.observe({ step, outcome }, durationMs / 1_000)
    },
  }
}
