import type { Http2Bindings, HttpBindings } from '@hono/node-server'
import { type ServedHttp, serveHttp } from '../shared/http/serveHttp.ts'
import { createLogger } from '../shared/observability/createLogger.ts'
import { describeFailure } from '../shared/observability/describeFailure.ts'
import { readNodeConfig } from './config/readNodeConfig.ts'
import type { Environment } from './config/readSettings.ts'
import { createNode } from './createNode.ts'
import { createNodeMetrics } from './createNodeMetrics.ts'
import type { RequestInfo, ResponseReport } from './http/observeRequests.ts'

/** A running node server. */
export type ServedNode = ServedHttp & { readonly nodeId: string }

/**
 * Starts a node server configured by `tinycloud.toml` and environment variables. By default it listens on
 * 127.0.0.1:8000 and stores its data in `./data`.
 * @throws {ConfigurationError} for an invalid setting
 * @throws {Error} if the data cannot be opened or a port is in use
 */
export async function serveNode(env: Environment): Promise<ServedNode> {
  const { address, port, metricsPort, logLevel, options } = readNodeConfig(env)
  const logger = createLogger(logLevel)
  const metrics = createNodeMetrics()
  const node = await createNode({
    ...{ dataDir: './data', ...options },
    onError: (error: unknown, request?: RequestInfo) =>
      logger.error({ ...request, ...describeFailure(error) }, 'unexpected error'),
    onResponse(report: ResponseReport) {
      metrics.observe(report)
      logger.debug(report, 'response')
    },
  })
  metrics.observeLoad(node.load)
  const fetch = (request: Request, { incoming }: HttpBindings | Http2Bindings) =>
    node.fetch(request, { clientAddress: incoming.socket.remoteAddress })
  const { registry } = metrics
  const served = await serveHttp({ fetch, address, port, metricsPort, registry, close: () => node.close() })
  return { ...served, nodeId: node.nodeId }
}

/** Returns an error with its stack. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
