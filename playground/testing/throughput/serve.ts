import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'

type Handle = (request: Request, from: { readonly clientAddress: string | undefined }) => Response | Promise<Response>

/** Serves a handler on a free port of 127.0.0.1. @returns the URL */
export async function serve(handle: Handle): Promise<string> {
  const listener = getRequestListener(
    (request, { incoming }) => handle(request, { clientAddress: incoming.socket.remoteAddress }),
    { overrideGlobalObjects: false },
  )
  const server = createServer({ maxHeaderSize: 96 * 1_024 }, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
