import type { FetchHandler } from './bindPort.ts'
import { bindPort } from './bindPort.ts'
import type { DisposableStack } from './createDisposableStack.ts'
import { hostnames, type PlaygroundPorts, portNames } from './playgroundPorts.ts'
import { restrictHostnames } from './restrictHostnames.ts'

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
      serve: (handler) => bound.serve(restrictHostnames(handler, hostname)),
    }
  }
  return {
    app: await bind('app'),
    widget: await bind('widget'),
    keyEndpoint: await bind('keyEndpoint'),
    node: await bind('node'),
  }
}
