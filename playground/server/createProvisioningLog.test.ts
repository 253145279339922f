import { describe, expect, test } from 'vitest'
import { createProvisioningLog } from './createProvisioningLog.ts'

const domain = 'localhost:5173'
const address = '0x1563915e194D8CfBA1943570603F7606A3115508'
const peer = `http://127.0.0.1:5176/peer/generate/${encodeURIComponent(`tinycloud:pkh:eip155:1:${address}:default`)}`

function setup() {
  let now = 1_000
  const log = createProvisioningLog(() => now)
  const node = log.watch(async () => {
    now += 20
    return new Response('did:key:z6Mk')
  })
  return {
    ask: async (url: string, init?: RequestInit) => await node(new Request(url, init)),
    read: async (of = address, origin = `http://${domain}`) => {
      const response = await log.routes(domain).request(`/?address=${of}`, { headers: { origin } })
      return response.ok ? response.json() : response.status
    },
  }
}

describe('createProvisioningLog', () => {
  test('remembers the requests of the key endpoint for each account, with their times', async () => {
    const { ask, read } = setup()
    expect(await (await ask(peer)).text()).toBe('did:key:z6Mk')
    await ask(peer)
    expect(await read(address.toLowerCase())).toEqual([
      { name: 'peer default', at: 1_000, durationMs: 20 },
      { name: 'peer default', at: 1_020, durationMs: 20 },
    ])
    expect(await read('0x0000000000000000000000000000000000000001')).toEqual([])
  })

  test('remembers no request of a page, and none that it does not understand', async () => {
    const { ask, read } = setup()
    await ask(peer, { headers: { origin: 'http://localhost:5173' } })
    await ask('http://127.0.0.1:5176/invoke', { method: 'POST', body: 'junk', headers: { authorization: 'junk' } })
    expect(await read()).toEqual([])
  })

  test('answers its own page only', async () => {
    expect(await setup().read(address, 'https://elsewhere.example')).toBe(403)
  })
})
