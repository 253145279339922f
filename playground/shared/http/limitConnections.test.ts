import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type ConnectionLimits, limitConnections } from './limitConnections.ts'

const upload = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n'
const download = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'

async function serve(listener: RequestListener, limits: Partial<ConnectionLimits> = {}) {
  const server = createServer(listener)
  limitConnections(server, { windowMs: 200, minBytesPerSecond: 1_000, ...limits })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    server,
    async open(text: string): Promise<Socket> {
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined)
      onTestFinished(() => void socket.destroy())
      await once(socket, 'connect')
      socket.write(text)
      return socket
    },
  }
}

/** The server's side of a connection that the server closes. */
const closedByServer = (server: ReturnType<typeof createServer>) =>
  new Promise<void>((resolve) => server.on('connection', (socket) => socket.once('close', () => resolve())))

describe('limitConnections', () => {
  test('S21: closes an upload that stalls', async () => {
    const { server, open } = await serve((request) => request.resume())
    const closed = closedByServer(server)
    await open(upload)
    await closed
  })

  test('S21: closes a client that does not read', async () => {
    const { server, open } = await serve((_, response) => response.end(Buffer.alloc(64 * 1_048_576)))
    const closed = closedByServer(server)
    const socket = await open(download)
    socket.pause()
    await closed
  })

  test('does not close an upload that makes progress, and waits for a slow handler', async () => {
    const listener: RequestListener = (request, response) => {
      request.resume().on('end', () => void setTimeout(2_500).then(() => response.end('done')))
    }
    const { open } = await serve(listener, { windowMs: 1_000 })
    const socket = await open(upload)
    for (let sent = 0; sent < 10; sent++) {
      socket.write(Buffer.alloc(10_000))
      await setTimeout(150)
    }
    const [response] = await once(socket, 'data')
    expect(String(response)).toContain('done')
  })

  test('gives a client all of the time in which progress is measured, whenever it came', async () => {
    const size = 16 * 1_048_576
    const { open } = await serve((_, response) => response.end(Buffer.alloc(size)), { windowMs: 8_000 })
    const received: Promise<number>[] = []
    // Some client has just come, and has not read yet, at each moment of more than one window.
    for (let client = 0; client < 10; client++) {
      const socket = await open(download)
      socket.pause()
      received.push(
        setTimeout(300).then(async () => {
          let bytes = 0
          for await (const chunk of socket) {
            bytes += chunk.length
            if (bytes > size) socket.end()
          }
          return bytes
        }),
      )
      await setTimeout(900)
    }
    for (const bytes of await Promise.all(received)) expect(bytes).toBeGreaterThan(size)
  })

  test('S21: accepts a limited number of connections from one address', async () => {
    const { open } = await serve((_, response) => response.end('here'), { maxConnectionsPerAddress: 2 })
    await open('')
    await open('')
    const third = await open(download)
    expect(await once(third, 'close')).toEqual([expect.any(Boolean)])
  })
})
