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
async function clientNetwork(answer: (response: ServerResponse) => void, options: Partial<NodeClientOptions> = {}) {
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
  test('returns status, content type and text', async () => {
    const call = await clientNetwork((response) => void response.writeHead(201).end('höhö'))
    expect(await call(get, signal)).toEqual({ status: 201, contentType: '', text: 'höhö' })
    expect(seen).toEqual(['GET /info'])
  })

  test.each([302, 400, 401, 404, 409, 500])('rejects status %i unless it is accepted', async (status) => {
    const call = await clientNetwork(
      (response) => void response.writeHead(status, { location: '/elsewhere' }).end('secret'),
    )
    const refused = call(get, signal)
    await expect(refused).rejects.toMatchObject({ name: 'NodeCallError', failure: 'refused', status })
    await expect(refused).rejects.not.toThrow('secret')
    expect(seen).toEqual(['GET /info'])
  })

  test('accepts a status in the list', async () => {
    const call = await clientNetwork((response) => void response.writeHead(404).end())
    expect(await call({ ...get, accept: [404] }, signal)).toEqual({ status: 404, contentType: '', text: '' })
  })

  test('times out when the node does not respond', async () => {
    const call = await clientNetwork(() => {}, { timeoutMs: 30 })
    await expect(call(get, signal)).rejects.toMatchObject({ failure: 'timeout' })
  })

  test('times out when the node does not end its response', async () => {
    const call = await clientNetwork((response) => void response.write('{'), { timeoutMs: 60 })
    await expect(call(get, signal)).rejects.toMatchObject({ failure: 'timeout' })
  })

  test('rejects a truncated response', async () => {
    const call = await clientNetwork((response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('{')
      setTimeout(() => response.destroy(), 20)
    })
    await expect(call(get, signal)).rejects.toMatchObject({ failure: 'unreachable' })
  })

  test('rejects a response over the size limit', async () => {
    const call = await clientNetwork((response) => void response.end('x'.repeat(101)), { maxResponseBytes: 100 })
    await expect(call(get, signal)).rejects.toMatchObject({ failure: 'too_large' })
  })

  test('rejects invalid UTF-8', async () => {
    const call = await clientNetwork((response) => void response.end(Buffer.from([0xc3, 0x28])))
    await expect(call(get, signal)).rejects.toMatchObject({ failure: 'malformed' })
  })

  test('reports an unreachable node', async () => {
    const call = createNodeClient({ fetch, host: 'http://127.0.0.1:9', timeoutMs: 5_000, check: () => {} })
    await expect(call(get, signal)).rejects.toMatchObject({ failure: 'unreachable' })
  })

  test('sends nothing when the check throws', async () => {
    const check = () => {
      throw new RangeError('lost')
    }
    const call = await clientNetwork((response) => void response.end(), { check })
    await expect(call(get, signal)).rejects.toThrow('lost')
    await expect(call(get, AbortSignal.abort(new RangeError('stopped')))).rejects.toThrow('stopped')
    expect(seen).toEqual([])
  })
})
