import { createServer } from 'node:http'
import type { Registry } from 'prom-client'

export type MetricsServer = { readonly url: string; stop(): Promise<void> }

/**
 * Serves metrics at `/metrics` on a port of its own, which only the operator can reach.
 * @throws {Error} if the port is in use
 */
export async function serveMetrics(
  registry: Registry,
  { address, port }: { readonly address: string; readonly port: number },
): Promise<MetricsServer> {
  const server = createServer(({ url }, response) => {
    const answer = (status: number, text = '') =>
      response.writeHead(status, { 'content-type': registry.contentType }).end(text)
    if (url !== '/metrics') answer(404)
    else
      registry.metrics().then(
        (text) => answer(200, text),
        () => answer(500),
      )
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, address, resolve))
  const bound = server.address()
  return {
    url: `http://${address}:${bound instanceof Object ? bound.port : port}/metrics`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
