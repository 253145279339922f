import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createNodeClient, type NodeClientOptions } from './nodeClient.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

const seen: string[] = []

/** A client of a real server that answers as told. */
async function clientOf(answer: (response: ServerResponse) => void, options: Partial<NodeClientOptions> = {}) {
  seen.length = 0
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    answer(response)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return createNodeClient({ fetch, host: `http://127.0.0.1:${port}`, timeoutMs: 5_000, check: () => {}, ...options })
}

const { signal } = new AbortController()
const get = { method: 'GET', path: '/info' } as const

describe('createNodeClient', () => {
  test('answers a status and a text', async () => {
    const call = await clientOf((response) => void response.writeHead(201).end('höhö'))
    expect(await call(get, signal)).toEqual({ status: 201, text: 'höhö' })
    expect(seen).toEqual(['GET /info'])
  })

  test.each([302, 400, 401, 404, 409, 500])('refuses %i, which it was not told to accept', async (status) => {
    const call = await clientOf((response) => void response.writeHead(status, { location: '/elsewhere' }).end('secret'))
    const refused = call(get, signal)
    await expect(refused).rejects.toMatchObject({ name: 'NodeCallError', failure: 'refused', status })
    await expect(refused).rejects.not.toThrow('secret')
    expect(seen).toEqual(['GET /info'])
  })

  test('accepts what it was told to', async () => {
    const call = await clientOf((response) => void response.writeHead(404).end())
    expect(await call({ ...get, accept: [404] }, signal)).toEqual({ status: 404, text: '' })
  })

  test('gives up on a node that does not answer', async () => {
    const call = await clientOf(() => {}, { timeoutMs: 30 })
    await expect(call(get, signal)).rejects.toMatchObject({ failure: 'timeout' })
  })

  test('gives up on a node that does not end its answer', async () => {
    const call = await clientOf((response) => void response.write('{'), { timeoutMs: 60 })
    await expect(call(get, signal)).rejects.toMatchObject({ failure: 'timeout' })
  })

  test('gives up on a node that ends its answer in the middle', async () => {
    const call = await clientOf((response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('{')
      setTimeout(() => response.destroy(), 20)
    })
    await expect(call(get, signal)).rejects.toMatchObject({ failure: 'unreachable' })
  })

  test('reads no more than it may', async () => {
    const call = await clientOf((response) => void response.end('x'.repeat(101)), { maxAnswerBytes: 100 })
    await expect(call(get, signal)).rejects.toMatchObject({ failure: 'too_large' })
  })

  test('refuses bytes that are no text', async () => {
    const call = await clientOf((response) => void response.end(Buffer.from([0xc3, 0x28])))
    await expect(call(get, signal)).rejects.toMatchObject({ failure: 'malformed' })
  })

  test('cannot reach what is not there', async () => {
    const call = createNodeClient({ fetch, host: 'http://127.0.0.1:9', timeoutMs: 5_000, check: () => {} })
    await expect(call(get, signal)).rejects.toMatchObject({ failure: 'unreachable' })
  })

  test('sends nothing that it may not send', async () => {
    const check = () => {
      throw new RangeError('lost')
    }
    const call = await clientOf((response) => void response.end(), { check })
    await expect(call(get, signal)).rejects.toThrow('lost')
    await expect(call(get, AbortSignal.abort(new RangeError('stopped')))).rejects.toThrow('stopped')
    expect(seen).toEqual([])
  })
})
