import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'

const start = fileURLToPath(new URL('start.mjs', import.meta.url))

describe('start.mjs', () => {
  test('serves a domain on a port', async () => {
    const server = spawn(process.execPath, [start, 'notes.example', '0'])
    onTestFinished(() => void server.kill())
    const [line] = await once(server.stdout.setEncoding('utf8'), 'data')
    const [, url] = /^Signs in to notes\.example at (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(line) ?? []
    expect(await (await fetch(`${url}/nonce`)).text()).toMatch(/^[A-Za-z0-9]{8,}$/)
  })

  test('requires a domain', async () => {
    const server = spawn(process.execPath, [start])
    const [code] = await once(server, 'exit')
    expect(code).toBe(1)
  })
})
