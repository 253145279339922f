import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCodeFrom } from './readCodeFrom.ts'

/** An inbox with the newest letter first, as the key endpoint serves it. */
const letters: Readonly<Record<string, readonly { readonly text: string }[]>> = {
  'ada+1@example.com': [{ text: 'Your code is 123456.' }, { text: 'Your code is 654321.' }],
  'bob@example.com': [{ text: 'Order 12345678 has shipped.' }],
}
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
  const found = pathname === '/inbox.json' ? letters[searchParams.get('to') ?? ''] : undefined
  response.end(JSON.stringify({ letters: found ?? [] }))
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => server.close())
const read = (email: string) => readCodeFrom(`http://127.0.0.1:${(server.address() as AddressInfo).port}/inbox`)(email)

describe('readCodeFrom', () => {
  test('returns the newest code of an address', async () => {
    expect(await read('ada+1@example.com')).toBe('123456')
  })

  test.for(['bob@example.com', 'eve@example.com'])('says that no code was mailed to %s', async (email) => {
    await expect(read(email)).rejects.toThrow(`No code was mailed to ${email}.`)
  })
})
