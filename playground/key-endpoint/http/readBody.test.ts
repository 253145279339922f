import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { handleError } from './httpError.ts'
import { readBody, readOptionalBody } from './readBody.ts'

const text = z.object({ text: z.string() })
const app = new Hono()
  .onError(handleError({ log: () => {} }))
  .post('/', async (context) => context.json((await readBody(context, text)).text.length))
  .delete('/', async (context) => context.json(await readOptionalBody(context, z.object({}))))
const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
let port = 0
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.close()
})

/** Sends a request over a real socket. Without a length, Node sends a body in chunks. */
function send(method: string, body?: string, hasLength = true): Promise<number> {
  const headers = body !== undefined && hasLength ? { 'content-length': String(Buffer.byteLength(body)) } : {}
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    if (body !== undefined) sent.write(body)
    sent.end()
  })
}

const bodyOf = (bytes: number) => `{"text":"${'x'.repeat(bytes - 11)}"}`

describe('readBody', () => {
  test.each([
    ['with its length', true],
    ['in chunks', false],
  ])('S21: accepts at most 256 KiB, %s', async (_, hasLength) => {
    expect([await send('POST', bodyOf(262_144), hasLength), await send('POST', bodyOf(262_145), hasLength)]).toEqual([
      200, 413,
    ])
  })

  test('S21: rejects a body that is nested too deeply', async () => {
    const nested = (depth: number) => `{"text":"x","more":${'['.repeat(depth)}${']'.repeat(depth)}}`
    expect([await send('POST', nested(2)), await send('POST', nested(1_000))]).toEqual([200, 400])
  })

  test('rejects invalid JSON, and a missing field', async () => {
    expect([await send('POST', '{'), await send('POST', '{}'), await send('POST')]).toEqual([400, 400, 400])
  })
})

describe('readOptionalBody', () => {
  test('accepts a request without a body', async () => {
    expect([await send('DELETE'), await send('DELETE', '{}')]).toEqual([200, 200])
  })
})
