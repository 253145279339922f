import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Metrics of a server in the format of Prometheus. */
export type HttpMetrics = {
  readonly registry: Registry
  /** Counts a response. @param route pattern of the route, never the path, which contains ids */
  observe(response: {
    readonly method: string
    readonly route: string
    readonly status: number
    readonly durationMs: number
  }): void
  /** Creates a counter. */
  counter(name: string, help: string, labels?: readonly string[]): Counter
  /** Creates a histogram of durations in seconds. */
  histogram(name: string, help: string, labels?: readonly string[]): Histogram
  /** Creates a gauge whose value is read when the metrics are. */
  gauge(name: string, help: string, read: () => number): void
}

/** In seconds. */
const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** @param prefix of all names, such as `tinycloud_` */
export function createHttpMetrics(prefix: string): HttpMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix })
  const histogram: HttpMetrics['histogram'] = (name, help, labels = []) =>
    new Histogram({ name: prefix + name, help, labelNames: [...labels], buckets, registers: [registry] })
  const labels = ['method', 'route', 'status']
  const durations = histogram('http_request_duration_seconds', 'Time from a request to its response.', labels)
  return {
    registry,
    observe({ method, route, status, durationMs }) {
      durations.observe({ method, route, status: String(status) }, durationMs / 1_000)
    },
    counter: (name, help, labels = []) =>
      new Counter({ name: prefix + name, help, labelNames: [...labels], registers: [registry] }),
    histogram,
    gauge(name, help, read) {
      new Gauge({
        name: prefix + name,
        help,
        registers: [registry],
        collect() {
          this.set(read())
        },
      })
    },
  }
}
