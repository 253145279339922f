import { bindPort, type FetchHandler } from './bindPort.ts'
import type { DisposableStack } from './createDisposableStack.ts'
import { hostnames, type PlaygroundPorts, portNames, unknownHostname } from './playgroundPorts.ts'

/** A bound port and its origin in a browser. */
export type BoundOrigin = {
  readonly hostname: string
  readonly origin: string
  serve(handler: FetchHandler): void
}

/**
 * Binds the four ports in order, so that the error reports the first one in use.
 * @throws {PortInUseError}
 */
export async function bindAllPorts(
  ports: Partial<PlaygroundPorts>,
  stack: DisposableStack,
): Promise<Readonly<Record<keyof PlaygroundPorts, BoundOrigin>>> {
  const bind = async (name: keyof PlaygroundPorts): Promise<BoundOrigin> => {
    const bound = await bindPort({ ...portNames[name], port: ports[name] ?? 0 })
    stack.defer(bound.close)
    const hostname = hostnames[name]
    return {
      hostname,
      origin: `http://${hostname}:${bound.port}`,
      serve: (handler) =>
        bound.serve(restrictHostnames(handler, hostname, ...(name === 'app' ? [unknownHostname] : []))),
    }
  }
  return {
    app: await bind('app'),
    widget: await bind('widget'),
    keyEndpoint: await bind('keyEndpoint'),
    node: await bind('node'),
  }
}

/**
 * Responds with 421 to requests for other hostnames. This prevents DNS rebinding: without it, a page whose domain
 * resolves to 127.0.0.1 could read every response of a development server, including the inbox.
 */
export function restrictHostnames(handler: FetchHandler, ...hostnames: readonly string[]): FetchHandler {
  const allowed = new Set([...hostnames, 'localhost', '127.0.0.1', '[::1]'])
  return (request, from) =>
    allowed.has(new URL(request.url).hostname)
      ? handler(request, from)
      : new Response('This server does not serve that hostname.\n', { status: 421 })
}
