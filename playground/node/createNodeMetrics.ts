import { createHttpMetrics, type HttpMetrics } from '../shared/observability/createHttpMetrics.ts'
import type { NodeLoad } from './createNode.ts'
import type { ResponseReport } from './http/observeRequests.ts'

export type NodeMetrics = {
  readonly registry: HttpMetrics['registry']
  observe(report: ResponseReport): void
  /** Reads the load of the node whenever the metrics are read. */
  observeLoad(load: () => NodeLoad): void
}

/** Creates the metrics of a node: responses by route and status, refusals by code, and its load. */
export function createNodeMetrics(): NodeMetrics {
  const { registry, observe, counter, gauge } = createHttpMetrics('tinycloud_')
  const refusals = counter('refusals_total', 'Responses with an error, by its code.', ['code'])
  return {
    registry,
    observe(report) {
      observe(report)
      if (report.refusal) refusals.inc({ code: report.refusal })
    },
    observeLoad(load) {
      gauge('body_bytes', 'Bytes of bodies in memory.', () => load().bodyBytes)
      gauge('sql_waiting', 'SQL requests that wait for a thread.', () => load().sqlWaiting)
      gauge('database_connections_used', 'Connections to the database in use.', () => load().connections.used)
      gauge('database_requests_waiting', 'Requests that wait for a connection.', () => load().connections.waiting)
    },
  }
}
