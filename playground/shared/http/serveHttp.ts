import type { Server } from 'node:http'
import { type Http2Bindings, type HttpBindings, serve } from '@hono/node-server'
import type { Registry } from 'prom-client'
import { type MetricsServer, serveMetrics } from '../observability/serveMetrics.ts'
import { limitConnections } from './limitConnections.ts'

export type ServeHttpOptions = {
  readonly fetch: (request: Request, bindings: HttpBindings | Http2Bindings) => Response | Promise<Response>
  readonly address: string
  /** 0 for any free port. */
  readonly port: number
  /** Port of the metrics. Without it, they are not served. */
  readonly metricsPort: number | undefined
  readonly registry: Registry
  /** Closes the data that `fetch` uses, after the last request, or if a port is in use. */
  readonly close: () => Promise<void>
}

/** A running server. */
export type ServedHttp = {
  readonly url: string
  /** URL of the metrics, if they are served. */
  readonly metricsUrl: string | undefined
  /** Waits for running requests, at most ten seconds, then closes the data. */
  stop(): Promise<void>
}

const maxDrainMs = 10_000

/** In bytes. The largest message of the protocol, and a delegation of 64 KiB, must fit into a header in base64url. */
const maxHeaderSize = 96 * 1_024

/**
 * Serves requests with bounded connections, and metrics on a port of their own.
 * @throws {Error} if a port is in use
 */
export async function serveHttp(options: ServeHttpOptions): Promise<ServedHttp> {
  const { fetch, address, port, metricsPort, registry, close } = options
  let metrics: MetricsServer | undefined
  try {
    const server = serve({
      fetch,
      hostname: address,
      port,
      serverOptions: { maxHeaderSize },
      overrideGlobalObjects: false,
    }) as Server
    limitConnections(server)
    await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject))
    if (metricsPort !== undefined) metrics = await serveMetrics(registry, { address, port: metricsPort })
    const bound = server.address()
    return {
      url: `http://${address}:${bound instanceof Object ? bound.port : port}`,
      metricsUrl: metrics?.url,
      async stop() {
        const closed = new Promise((resolve) => server.close(resolve))
        server.closeIdleConnections()
        const deadline = setTimeout(() => server.closeAllConnections(), maxDrainMs)
        await closed
        clearTimeout(deadline)
        await metrics?.stop()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}
