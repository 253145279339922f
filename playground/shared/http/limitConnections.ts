import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

export type ConnectionLimits = {
  /** Maximum number of open connections. */
  readonly maxConnections: number
  /** Maximum number of open connections from one address. */
  readonly maxConnectionsPerAddress: number
  /** Time for the headers of a request, in milliseconds. */
  readonly headersTimeoutMs: number
  /** Time for a whole request, and for a response from its first byte to its last, in milliseconds. */
  readonly transferTimeoutMs: number
  /** Minimum progress of a body in either direction, in bytes per second. */
  readonly minBytesPerSecond: number
  /** Time over which progress is measured, in milliseconds. */
  readonly windowMs: number
}

export const defaultConnectionLimits: ConnectionLimits = {
  maxConnections: 1_024,
  maxConnectionsPerAddress: 256,
  headersTimeoutMs: 15_000,
  transferTimeoutMs: 300_000,
  minBytesPerSecond: 1_024,
  windowMs: 10_000,
}

/** A connection with a request whose body arrives, or whose response is being sent. */
type Transfer = {
  readonly response: ServerResponse
  readonly startedAtMs: number
  /** Begin of the time over which progress is measured, and the bytes that had moved by then. */
  measuredAtMs: number
  movedBytes: number
}

/**
 * Closes connections that hold memory without making progress: slow headers, uploads that stall, and readers that do
 * not read. A request that the server is still working on is never closed.
 */
export function limitConnections(server: Server, limits: Partial<ConnectionLimits> = {}): void {
  const { maxConnections, maxConnectionsPerAddress, headersTimeoutMs, transferTimeoutMs, minBytesPerSecond, windowMs } =
    {
      ...defaultConnectionLimits,
      ...limits,
    }
  server.maxConnections = maxConnections
  server.headersTimeout = headersTimeoutMs
  server.requestTimeout = transferTimeoutMs

  const perAddress = new Map<string, number>()
  const transfers = new Map<Socket, Transfer>()
  const count = (address: string, change: number) => {
    const open = (perAddress.get(address) ?? 0) + change
    if (open > 0) perAddress.set(address, open)
    else perAddress.delete(address)
    return open
  }

  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? ''
    const open = count(address, 1)
    socket.once('close', () => count(address, -1))
    if (open > maxConnectionsPerAddress) socket.destroy()
  })
  server.on('request', (request, response) => {
    const { socket } = request
    const now = performance.now()
    const transfer = { response, startedAtMs: now, measuredAtMs: now, movedBytes: movedBytesOf(socket) }
    transfers.set(socket, transfer)
    response.once('close', () => {
      if (transfers.get(socket) === transfer) transfers.delete(socket)
    })
  })

  function closeSlow() {
    const now = performance.now()
    for (const [socket, transfer] of transfers) {
      // A transfer that began a moment ago has not had the time to move anything.
      if (now - transfer.measuredAtMs < windowMs) continue
      const moved = movedBytesOf(socket)
      const isSlow = moved - transfer.movedBytes < (minBytesPerSecond * windowMs) / 1_000
      const isLate = now - transfer.startedAtMs > 2 * transferTimeoutMs
      if (isTransferring(transfer.response) && (isSlow || isLate)) socket.destroy()
      transfer.measuredAtMs = now
      transfer.movedBytes = moved
    }
  }
  // After a pause of the event loop, timers run before sockets are read. So this looks once they have been read.
  const timer = setInterval(() => setImmediate(closeSlow), windowMs).unref()
  server.once('close', () => clearInterval(timer))
}

/** Returns whether the client has to send or to read. */
function isTransferring(response: ServerResponse): boolean {
  return !response.req.complete || response.writableLength > 0 || (response.socket?.writableLength ?? 0) > 0
}

/** Returns the bytes received, and those handed to the operating system. */
function movedBytesOf(socket: Socket): number {
  return socket.bytesRead + socket.bytesWritten - socket.writableLength
}
