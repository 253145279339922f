import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { limitBodyMemory } from './bodyMemory.ts'
import { handleError } from './httpError.ts'
import { readBody } from './readBody.ts'

const body = JSON.stringify({ text: 'x'.repeat(10_000) })
const busy = [503, '1', { error: 'Too many requests are in progress' }]

/** An endpoint with memory for two bodies, whose handlers wait until `finish` is called. */
function build({ fails = false } = {}) {
  const waiting: (() => void)[] = []
  const onWaiting = new Set<() => void>()
  /** Waits until this many handlers wait. */
  const count = (many: number) =>
    new Promise<'accepted'>((resolve) => {
      const check = () => {
        if (waiting.length < many) return
        onWaiting.delete(check)
        resolve('accepted')
      }
      onWaiting.add(check)
      check()
    })
  const app = new Hono()
    .onError(handleError({ log: () => {} }))
    .use(limitBodyMemory(40_000))
    .post('/', async (context) => {
      await readBody(context, z.object({ text: z.string() }))
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
        for (const check of onWaiting) check()
      })
      if (fails) throw new Error('broken')
      return context.json({})
    })
  const send = async (clientAddress: string, text: string | ReadableStream = body) => {
    const init = { method: 'POST', body: text, duplex: 'half' } as RequestInit
    const response = await app.fetch(new Request('https://api.example/', init), { clientAddress })
    return [response.status, response.headers.get('retry-after'), await response.json()]
  }
  return {
    send,
    count,
    /** Sends a body while `many` handlers wait. @returns the response, or `accepted` if its handler waits as well */
    sendBeside: (many: number, clientAddress: string) => Promise.race([send(clientAddress), count(many + 1)]),
    async finish() {
      await count(1)
      for (const resolve of waiting.splice(0)) resolve()
    },
  }
}

describe('limitBodyMemory', () => {
  test('S21: refuses a body beyond the memory of its client, and of all clients', async () => {
    const { send, sendBeside, finish, count } = build()
    const first = send('192.0.2.1')
    await count(1)
    expect(await sendBeside(1, '192.0.2.1')).toEqual(busy)
    const second = send('192.0.2.2')
    await count(2)
    expect(await sendBeside(2, '192.0.2.3')).toEqual(busy)
    await finish()
    expect([await first, await second]).toEqual([
      [200, null, {}],
      [200, null, {}],
    ])
  })

  test.each([false, true])('releases the memory of a request once it has its response, failed: %s', async (fails) => {
    const { send, finish } = build({ fails })
    for (let round = 0; round < 5; round++) {
      const answer = send('192.0.2.1')
      await finish()
      expect((await answer)[0]).toBe(fails ? 500 : 200)
    }
  })

  test('S21: counts a short body by its declared length before it arrives, and refuses a longer one', async () => {
    const app = new Hono()
      .onError(handleError({ log: () => {} }))
      .use(limitBodyMemory(200))
      .post('/', async (context) => context.json(await readBody(context, z.object({}))))
    const send = async (declared: number, text: string | ReadableStream) => {
      const headers = { 'content-length': String(declared) }
      const init = { method: 'POST', headers, body: text, duplex: 'half' } as RequestInit
      return (await app.fetch(new Request('https://api.example/', init), { clientAddress: '192.0.2.1' })).status
    }
    expect([await send(2, '{}'), await send(101, '{}'), await send(2, '{"a":1}')]).toEqual([200, 503, 413])
    void send(90, new ReadableStream())
    expect([await send(11, '{}'), await send(10, '{}')]).toEqual([503, 200])
  })

  test('S21: counts a body that stalls', async () => {
    const { send, sendBeside } = build()
    const isTaken = new Promise<void>((resolve) => {
      let parts = 0
      const stalled = new ReadableStream(
        {
          pull(controller) {
            parts += 1
            if (parts === 1) return controller.enqueue(new Uint8Array(10_000))
            resolve()
            return new Promise(() => undefined)
          },
        },
        { highWaterMark: 0 },
      )
      void send('192.0.2.1', stalled)
    })
    await isTaken
    expect(await sendBeside(0, '192.0.2.1')).toEqual(busy)
  })
})
