import type { Http2Bindings, HttpBindings } from '@hono/node-server'
import { type ServedHttp, serveHttp } from '../shared/http/serveHttp.ts'
import { createLogger } from '../shared/observability/createLogger.ts'
import { createKeyEndpoint } from './createKeyEndpoint.ts'
import { createKeyEndpointMetrics } from './createKeyEndpointMetrics.ts'
import { type Log, levelOf } from './log.ts'
import { type Environment, readServerConfig } from './readServerConfig.ts'

/**
 * Starts a key endpoint that is configured by variables alone. Any number of them may share a PostgreSQL database.
 * @throws {StartError} for an invalid configuration, a wrong sealing secret or an unusable database
 * @throws {Error} if a port is in use
 */
export async function serveKeyEndpoint(env: Environment): Promise<ServedHttp> {
  const { address, port, metricsPort, trustedProxy, logLevel, options } = readServerConfig(env)
  const logger = createLogger(logLevel)
  const { registry, observe } = createKeyEndpointMetrics()
  const log: Log = (entry) => {
    observe(entry)
    logger[levelOf(entry)](entry, entry.event)
  }
  const endpoint = await createKeyEndpoint({ ...options, log })
  const fetch = (request: Request, { incoming }: HttpBindings | Http2Bindings) => {
    const { remoteAddress } = incoming.socket
    const forwarded = remoteAddress === trustedProxy ? request.headers.get('x-forwarded-for') : null
    return endpoint.fetch(request, { clientAddress: forwarded?.split(',').at(-1)?.trim() || remoteAddress })
  }
  return serveHttp({ fetch, address, port, metricsPort, registry, close: () => endpoint.close() })
}
