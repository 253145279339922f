import type { ByteSemaphore } from '../../shared/http/byteSemaphore.ts'
import { NodeError } from '../errors/nodeError.ts'
import { maxUncountedBytes } from '../limits.ts'

/** Accounts for the bodies that requests and responses hold in memory. */
export type RequestMemory = {
  /**
   * Handles a request. Its body counts until the response is ready; the body of the response counts until it was sent.
   * @param owner who the bytes count for, such as the client's address
   * @throws {NodeError} `memory_exhausted` if the response does not fit
   */
  run(request: Request, owner: string | undefined, handle: () => Promise<Response>): Promise<Response>
  /** Reserves bytes for the body of a running request. @returns false if they do not fit */
  reserve(request: Request, bytes: number): boolean
  /** Reserves space on the disk for the body of a running request. @returns false if it does not fit */
  reserveDisk(request: Request, bytes: number): boolean
}

/** Memory that a response from a file uses at a time, in bytes. */
const streamBytes = 524_288

/** @param disk limits the bytes of bodies that are written to disk before anything is known about their senders */
export function createRequestMemory(semaphore: ByteSemaphore, disk: ByteSemaphore): RequestMemory {
  const running = new Map<Request, { readonly owner: string | undefined; bytes: number; diskBytes: number }>()

  return {
    async run(request, owner, handle) {
      const held = { owner, bytes: 0, diskBytes: 0 }
      running.set(request, held)
      try {
        return await countResponse(await handle(), owner, semaphore)
      } finally {
        running.delete(request)
        semaphore.release(held.bytes, owner)
        disk.release(held.diskBytes, owner)
      }
    },
    reserve(request, bytes) {
      const held = running.get(request)
      if (held === undefined) return true
      if (!semaphore.reserve(bytes, held.owner)) return false
      held.bytes += bytes
      return true
    },
    reserveDisk(request, bytes) {
      const held = running.get(request)
      if (held === undefined) return true
      if (!disk.reserve(bytes, held.owner)) return false
      held.diskBytes += bytes
      return true
    },
  }
}

/** Counts a large body until it was read. One with a length is read from a file; others are in memory already. */
async function countResponse(
  response: Response,
  owner: string | undefined,
  semaphore: ByteSemaphore,
): Promise<Response> {
  if (response.body === null) return response
  const { status, headers, body } = response
  const length = headers.get('content-length')
  if (length !== null && Number(length) <= maxUncountedBytes) return response
  if (length !== null) {
    const reader = body.getReader()
    if (!semaphore.reserve(streamBytes, owner)) {
      await reader.cancel()
      throw new NodeError('memory_exhausted')
    }
    const next = async () => (await reader.read()).value
    return new Response(
      streamOf(next, () => {
        semaphore.release(streamBytes, owner)
        reader.cancel().catch(() => undefined)
      }),
      { status, headers },
    )
  }
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length <= maxUncountedBytes) return new Response(bytes, { status, headers })
  if (!semaphore.reserve(bytes.length, owner)) throw new NodeError('memory_exhausted')
  headers.set('content-length', String(bytes.length))
  let sent = 0
  const next = async () => {
    const piece = bytes.subarray(sent, sent + maxUncountedBytes)
    sent += piece.length
    return piece.length > 0 ? piece : undefined
  }
  return new Response(
    streamOf(next, () => semaphore.release(bytes.length, owner)),
    { status, headers },
  )
}

/**
 * Returns a stream of pieces, each taken when the client has read the one before.
 * @param onEnd called once, also if the stream fails or is cancelled
 */
function streamOf(next: () => Promise<Uint8Array | undefined>, onEnd: () => void): ReadableStream<Uint8Array> {
  let isOpen = true
  const end = () => {
    if (isOpen) onEnd()
    isOpen = false
  }
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const piece = await next()
          if (!isOpen) return
          if (piece !== undefined) return controller.enqueue(piece)
        } catch (error) {
          end()
          throw error
        }
        end()
        controller.close()
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  )
}
