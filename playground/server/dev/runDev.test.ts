import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { bindPort } from '../bindPort.ts'

const program = fileURLToPath(new URL('../../openkey-dev.mjs', import.meta.url))

/** Runs the program in a process of its own. */
function start(...args: readonly string[]) {
  return startWith({}, ...args)
}

function startWith(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, ended, out: text(child.stdout), err: text(child.stderr) }
}

/** What a command sees: its environment, and the code that is mailed to a user who has an account. */
const probe = `
  const { OPENKEY_WIDGET_URL, OPENKEY_KEY_ENDPOINT_URL, OPENKEY_INBOX_URL, TINYCLOUD_HOST } = process.env
  const local = (url) => url.replace(/\\/\\/[^:]*/, '//127.0.0.1')
  const { status: widget } = await fetch(local(OPENKEY_WIDGET_URL))
  const { status: node } = await fetch(TINYCLOUD_HOST + '/info')
  const email = 'ada@example.com'
  const body = JSON.stringify({ email, type: 'sign-in' })
  const headers = { 'content-type': 'application/json' }
  const sent = await fetch(local(OPENKEY_KEY_ENDPOINT_URL) + '/api/auth/email-otp/send-verification-otp', { method: 'POST', headers, body })
  const { letters } = await (await fetch(OPENKEY_INBOX_URL + '.json?to=' + email)).json()
  console.log(JSON.stringify({ widget, node, sent: sent.status, code: /\\d{6}/.exec(letters[0].text)[0] }))
  process.exit(7)
`

describe('openkey-dev', () => {
  test('runs a command against its servers, with its accounts and codes, and exits as the command does', async () => {
    const args = ['--json', '--code', '424242', '--account', 'ada@example.com', '--']
    const { ended, out, err } = start(...args, process.execPath, '--input-type=module', '-e', probe)
    expect([await ended, await err]).toEqual([7, ''])
    const [servers, seen] = (await out).trim().split('\n')
    expect(JSON.parse(servers ?? '')).toMatchObject({
      widgetUrl: expect.stringMatching(/^http:\/\/openkey\.localhost:\d+$/),
      // The same on every machine: apps may expect it in their tests.
      accounts: [{ email: 'ada@example.com', address: '0x1aA2404A6a6A14B7d8667Cba4a02209C53d9fe24' }],
    })
    expect(JSON.parse(seen ?? '')).toEqual({ widget: 200, node: 200, sent: 200, code: '424242' })
  })

  test('uses fixed ports if it is told to, which environment variables set', async () => {
    const free = await bindPort({ port: 0, serverName: 'widget', variable: 'OPENKEY_WIDGET_PORT' })
    await free.close()
    const others = { OPENKEY_KEY_ENDPOINT_PORT: '0', TINYCLOUD_PORT: '0' }
    const env = { ...others, OPENKEY_WIDGET_PORT: String(free.port) }
    const { ended, out } = startWith(env, '--fixed-ports', '--json', '--', process.execPath, '-e', '')
    expect([await ended, JSON.parse(await out)]).toMatchObject([
      0,
      { widgetUrl: `http://openkey.localhost:${free.port}` },
    ])
  })

  test('runs without a command until it is told to stop', async () => {
    const { child, ended, out } = start()
    child.stdout.once('data', () => child.kill('SIGTERM'))
    expect([await ended, await out]).toEqual([
      0,
      expect.stringMatching(/^widget {8}http:.*\n.*\n.*\ninbox .*\/inbox\n$/),
    ])
  })

  test('explains itself, and what is wrong with its arguments', async () => {
    const [help, wrong] = [start('--help'), start('--prot', '1')]
    expect([await help.ended, await help.out]).toEqual([0, expect.stringContaining('Usage: openkey-dev')])
    expect([await wrong.ended, await wrong.err]).toEqual([2, expect.stringContaining('--prot')])
  })
})
