import { bindPort } from './bindPort.ts'
import type { FetchHandler } from './fetchHandler.ts'
import { hostnames, type PlaygroundPorts, portNames } from './playgroundPorts.ts'
import { refuseForeignHosts } from './refuseForeignHosts.ts'
import type { UndoStack } from './undoStack.ts'

/** A held port and the origin a browser reaches it by. */
export type BoundOrigin = {
  readonly hostname: string
  readonly origin: string
  serve(handler: FetchHandler): void
}

/**
 * Holds the four ports, one after the other, so that the first busy one is the one reported.
 * @throws {PortInUseError}
 */
export async function bindAllPorts(
  ports: Partial<PlaygroundPorts>,
  undo: UndoStack,
): Promise<Readonly<Record<keyof PlaygroundPorts, BoundOrigin>>> {
  const bind = async (name: keyof PlaygroundPorts): Promise<BoundOrigin> => {
    const bound = await bindPort({ ...portNames[name], port: ports[name] ?? 0 })
    undo.push(bound.close)
    const hostname = hostnames[name]
    return {
      hostname,
      origin: `http://${hostname}:${bound.port}`,
      serve: (handler) => bound.serve(refuseForeignHosts(handler, hostname)),
    }
  }
  return {
    app: await bind('app'),
    widget: await bind('widget'),
    keyEndpoint: await bind('keyEndpoint'),
    node: await bind('node'),
  }
}
