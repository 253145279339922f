import { describe, expect, test } from 'vitest'
import { createByteSemaphore } from '../../shared/http/byteSemaphore.ts'
import { createRequestMemory } from './requestMemory.ts'

const request = new Request('http://localhost/')
const large = () => new Response(new Uint8Array(100_000), { status: 201, headers: { 'x-a': 'b' } })

function openMemory() {
  const semaphore = createByteSemaphore({ maxBytes: 200_000 })
  const disk = createByteSemaphore({ maxBytes: 200_000 })
  return { semaphore, disk, memory: createRequestMemory(semaphore, disk) }
}

describe('createRequestMemory', () => {
  test('S21: counts the body of a request until its response is ready', async () => {
    const { memory, semaphore } = openMemory()
    await memory.run(request, 'a', async () => {
      expect(memory.reserve(request, 100_000)).toBe(true)
      expect(memory.reserve(request, 1)).toBe(false)
      return new Response('done')
    })
    expect(semaphore.reserve(100_000, 'a')).toBe(true)
  })

  test('S21: counts a large response until it was read', async () => {
    const { memory } = openMemory()
    const response = await memory.run(request, 'a', async () => large())
    await expect(memory.run(request, 'a', async () => large())).rejects.toThrow('Too many requests are in progress')
    const bytes = await response.arrayBuffer()
    expect([bytes.byteLength, response.status, Object.fromEntries(response.headers)]).toEqual([
      100_000,
      201,
      { 'content-length': '100000', 'x-a': 'b' },
    ])
    expect((await memory.run(request, 'a', async () => large())).status).toBe(201)
  })

  test('sends a response with a length of at most 64 KiB as it is', async () => {
    const { memory } = openMemory()
    const response = new Response(new Uint8Array(65_536), { headers: { 'content-length': '65536' } })
    expect(await memory.run(request, 'a', async () => response)).toBe(response)
  })

  test('S21: counts a large response until the client leaves', async () => {
    const { memory } = openMemory()
    const response = await memory.run(request, 'a', async () => large())
    await response.body?.cancel()
    expect((await memory.run(request, 'a', async () => large())).status).toBe(201)
  })

  test('S21: counts a response that is read from a file as one piece, until it was read or failed', async () => {
    const { semaphore } = openMemory()
    const streamed = (pull: () => Promise<never> | undefined) => {
      const body = new ReadableStream({
        async pull(controller) {
          await pull()
          controller.enqueue(new Uint8Array(10))
          controller.close()
        },
      })
      return Promise.resolve(new Response(body, { headers: { 'content-length': '2000000' } }))
    }
    const small = createRequestMemory(createByteSemaphore({ maxBytes: 600_000, maxOwnerBytes: 600_000 }), semaphore)
    const response = await small.run(request, 'a', () => streamed(() => undefined))
    await expect(small.run(request, 'a', () => streamed(() => undefined))).rejects.toThrow('Too many requests')
    expect((await response.arrayBuffer()).byteLength).toBe(10)
    const broken = await small.run(request, 'a', () => streamed(() => Promise.reject(new Error('unreadable'))))
    await expect(broken.arrayBuffer()).rejects.toThrow('unreadable')
    expect((await small.run(request, 'a', () => streamed(() => undefined))).status).toBe(200)
  })

  test('S21: counts what a request writes to disk until its response is ready', async () => {
    const { memory, disk } = openMemory()
    await memory.run(request, 'a', async () => {
      expect([memory.reserveDisk(request, 100_000), memory.reserveDisk(request, 1)]).toEqual([true, false])
      return new Response('done')
    })
    expect(disk.reserve(100_000, 'a')).toBe(true)
  })

  test('releases what a request held that failed', async () => {
    const { memory, semaphore } = openMemory()
    const run = memory.run(request, 'a', () => {
      memory.reserve(request, 100_000)
      return Promise.reject(new Error('broken'))
    })
    await expect(run).rejects.toThrow('broken')
    expect(semaphore.reserve(100_000, 'a')).toBe(true)
  })
})
