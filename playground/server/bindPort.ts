import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { limitConnections } from '../shared/http/limitConnections.ts'

/** A bound port. It responds with 503 until `serve` is called. */
export type BoundPort = {
  readonly port: number
  serve(handler: FetchHandler): void
  /** Closes the port and all open connections. */
  close(): Promise<void>
}

const attemptsForAFreePort = 8

/** The largest message of the protocol must fit into a header, in base64url. */
const serverOptions = { maxHeaderSize: 96 * 1024 }

const noIpv6 = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'])

/**
 * Binds a port on both loopback addresses, because browsers resolve `*.localhost` to either. Port 0 binds any free
 * port.
 * @throws {PortInUseError}
 */
export async function bindPort(options: PortInUseErrorOptions): Promise<BoundPort> {
  let handler: FetchHandler = () => new Response('Starting…\n', { status: 503 })
  const listener = getRequestListener(
    (request, { incoming }) => handler(request, { clientAddress: incoming.socket.remoteAddress }),
    { overrideGlobalObjects: false },
  )
  const servers = await listenOnLoopback(options, options.port === 0 ? attemptsForAFreePort : 1, listener)
  return {
    port: portOf(servers[0]),
    serve(next) {
      handler = next
    },
    close: async () => {
      await Promise.all(servers.map(closeServer))
    },
  }
}

type Servers = readonly [Server, ...Server[]]

async function listenOnLoopback(
  options: PortInUseErrorOptions,
  attempts: number,
  listener: RequestListener,
): Promise<Servers> {
  const first = createServer(serverOptions, listener)
  limitConnections(first)
  try {
    await listen(first, options.port, '127.0.0.1')
  } catch (error) {
    throw codeOf(error) === 'EADDRINUSE' ? new PortInUseError(options) : error
  }
  const second = createServer(serverOptions, listener)
  limitConnections(second)
  try {
    await listen(second, portOf(first), '::1')
    return [first, second]
  } catch (error) {
    const code = codeOf(error)
    if (noIpv6.has(code)) return [first]
    await closeServer(first)
    if (code !== 'EADDRINUSE') throw error
    if (attempts <= 1) throw new PortInUseError(options)
    return listenOnLoopback(options, attempts - 1, listener)
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** Network address of the client. */
type RequestSource = { readonly clientAddress?: string | undefined }

/** Handles one request. */
export type FetchHandler = (request: Request, from?: RequestSource) => Response | Promise<Response>

type PortInUseErrorOptions = {
  readonly serverName: string
  readonly port: number
  /** Environment variable that sets the port. */
  readonly variable: string
}

/** Another program uses the port of one of the four servers. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError'
  readonly port: number
  readonly variable: string

  constructor({ serverName, port, variable }: PortInUseErrorOptions) {
    super(
      `Port ${port} of the ${serverName} is in use. Stop the program that uses it, or set ${variable} to another port.`,
    )
    this.port = port
    this.variable = variable
  }
}
