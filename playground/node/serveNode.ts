import { serve } from '@hono/node-server'
import { createNode } from './createNode.ts'
import { type Environment, readNodeConfig } from './readNodeConfig.ts'

/** A running node server. */
export type ServedNode = {
  readonly url: string
  readonly nodeId: string
  /** Waits for running requests, then closes the data. */
  stop(): Promise<void>
}

/** In bytes. A delegation is sent in a header of up to 64 KiB. */
const maxHeaderSize = 96 * 1_024

/**
 * Starts a node server configured by environment variables. By default it listens on 127.0.0.1:8000 and stores its data in
 * `./data`.
 * @param log receives errors, and at level `debug` a line per request without its content
 * @throws {ConfigurationError} for an invalid variable
 * @throws {Error} if the data cannot be opened or the port is in use
 */
export async function serveNode(env: Environment, log: (line: string) => void): Promise<ServedNode> {
  const { address, port, logLevel, options } = readNodeConfig(env)
  const onError = (error: unknown) => log(error instanceof Error ? (error.stack ?? error.message) : String(error))
  const node = await createNode({ dataDir: './data', ...options, onError })
  const fetch = async (request: Request) => {
    const response = await node.fetch(request)
    if (logLevel === 'debug') log(`${request.method} ${new URL(request.url).pathname} ${response.status}`)
    return response
  }
  try {
    const server = serve({
      fetch,
      hostname: address,
      port,
      serverOptions: { maxHeaderSize },
      overrideGlobalObjects: false,
    })
    await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject))
    const bound = server.address()
    const url = `http://${address}:${bound instanceof Object ? bound.port : port}`
    return {
      url,
      nodeId: node.nodeId,
      async stop() {
        await new Promise((resolve) => server.close(resolve))
        await node.close()
      },
    }
  } catch (error) {
    await node.close()
    throw error
  }
}
