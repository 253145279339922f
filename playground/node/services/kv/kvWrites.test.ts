import { describe, expect, test } from 'vitest'
import { keyValueSession, space } from '../../testing/keyValueSession.ts'
import { outcome } from '../../testing/startTestNode.ts'

const put = (...keys: string[]) => Object.fromEntries(keys.map((key) => [`${space}/kv/${key}`, ['tinycloud.kv/put']]))
const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)

function form(parts: Record<string, string | Uint8Array<ArrayBuffer>>): FormData {
  const data = new FormData()
  for (const [name, part] of Object.entries(parts)) data.append(name, new Blob([part], { type: 'text/x-note' }))
  return data
}

describe('prepareMultipartPut', () => {
  test('writes each part under its name, byte for byte', async () => {
    const { node, invocation, kv } = await keyValueSession()
    const body = form({ 'notes%2Fa': bytes, b: '\r\n--not-the-boundary\r\n' })
    const response = await node.invoke(invocation(put('notes/a', 'b')), { body })
    expect(await response.json()).toEqual({ written: ['notes/a', 'b'], count: 2 })
    const got = await kv('get', 'notes/a')
    expect([got.headers.get('content-type'), new Uint8Array(await got.arrayBuffer())]).toEqual(['text/x-note', bytes])
    expect(await (await kv('get', 'b')).text()).toBe('\r\n--not-the-boundary\r\n')
  })

  test('preserves the bytes of a part without file name', async () => {
    const { node, invocation, kv } = await keyValueSession()
    const part = (name: string) => `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`
    const body = Buffer.concat([Buffer.from(part('a')), bytes, Buffer.from(`\r\n${part('b')}\r\n--B--\r\n`)])
    const headers = { 'content-type': 'multipart/form-data; boundary=B' }
    expect((await node.invoke(invocation(put('a', 'b')), { body, headers })).status).toBe(200)
    expect(new Uint8Array(await (await kv('get', 'a')).arrayBuffer())).toEqual(bytes)
    expect(await (await kv('get', 'b')).text()).toBe('')
  })

  test.each([
    ['a part too few', form({ a: 'x' })],
    ['a part too many', form({ a: 'x', b: 'x', c: 'x' })],
    ['another name', form({ a: 'x', c: 'x' })],
    ['a broken escape in a name', form({ a: 'x', '%zz': 'x' })],
    ['a plain body', 'x'],
  ])('rejects %s and writes nothing', async (_, body) => {
    const { node, invocation, kv } = await keyValueSession()
    expect((await outcome(node.invoke(invocation(put('a', 'b')), { body })))[0]).toBe(400)
    expect(await (await kv('list', '')).json()).toEqual([])
  })

  test.each([
    ['no part', '--B--\r\n'],
    ['text before the first part', 'x--B\r\n\r\n--B--'],
    ['no end', '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nx'],
    ['text after the end', '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--B--x'],
    ['a part without a name', '--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--'],
    ['an invalid header', '--B\r\nnonsense\r\n\r\nx\r\n--B--'],
  ])('rejects a body with %s', async (_, body) => {
    const { node, invocation } = await keyValueSession()
    const headers = { 'content-type': 'multipart/form-data; boundary=B' }
    expect((await node.invoke(invocation(put('a', 'b')), { body, headers })).status).toBe(400)
  })
})
