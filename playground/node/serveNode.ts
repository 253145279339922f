import { serve } from '@hono/node-server'
import { type Environment, readNodeConfig } from './config/readNodeConfig.ts'
import { createNode } from './createNode.ts'

/** A node that listens. */
export type ServedNode = {
  readonly url: string
  readonly nodeId: string
  /** Ends running requests, then the data. */
  stop(): Promise<void>
}

/** A delegation travels in a header of up to 64 KiB. */
const maxHeaderSize = 96 * 1_024

/**
 * Starts a node as the environment says; by default on 127.0.0.1:8000, with its data in `./data`.
 * @param log hears of errors, and at level `debug` of every request; never of what one says
 * @throws {ConfigurationError} and what `createNode` throws, before the port is taken; an `Error` when the port is taken
 */
export async function serveNode(env: Environment, log: (line: string) => void): Promise<ServedNode> {
  const { address, port, logLevel, options } = readNodeConfig(env)
  const report = (error: unknown) => log(error instanceof Error ? (error.stack ?? error.message) : String(error))
  const node = await createNode({ dataDir: './data', ...options, report })
  const answer = async (request: Request) => {
    const response = await node.fetch(request)
    if (logLevel === 'debug') log(`${request.method} ${new URL(request.url).pathname} ${response.status}`)
    return response
  }
  try {
    const server = serve({
      fetch: answer,
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
