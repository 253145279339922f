import { describe, expect, test } from 'vitest'
import { createFaults } from './createFaults.ts'

const domain = 'localhost:5173'
const page = { origin: `http://${domain}` }

function setup() {
  const clock = { now: 0 }
  const faults = createFaults(() => clock.now)
  const routes = faults.routes(domain)
  const works = () => new Response('real')
  const endpoint = faults.breakKeyEndpoint(works, 'http://openkey.localhost:5174')
  const node = faults.breakNode(works)
  return {
    clock,
    faults,
    put: async (body: unknown, headers: Readonly<Record<string, string>> = page) =>
      (await routes.request('/', { method: 'PUT', body: JSON.stringify(body), headers })).status,
    sign: async () => await endpoint(new Request('http://api.localhost/api/keys/1/sign', { method: 'POST' })),
    listKeys: async () => await endpoint(new Request('http://api.localhost/api/keys')),
    invoke: async (headers = {}) =>
      await node(new Request('http://localhost:5176/invoke', { method: 'POST', headers })),
  }
}

describe('createFaults', () => {
  test.for([401, 429, 500])('lets requests for a signature fail with %i, and no others', async (status) => {
    const { put, sign, listKeys } = setup()
    expect((await sign()).status).toBe(200)
    expect(await put({ fault: `endpoint-${status}` })).toBe(204)
    const failed = await sign()
    expect([failed.status, failed.headers.get('access-control-allow-origin')]).toEqual([
      status,
      'http://openkey.localhost:5174',
    ])
    expect((await listKeys()).status).toBe(200)
    await put({ fault: null })
    expect((await sign()).status).toBe(200)
  })

  test('lets the key endpoint fail at the node, and no page', async () => {
    const { put, invoke } = setup()
    await put({ fault: 'bootstrap-fails' })
    expect([(await invoke()).status, (await invoke(page)).status]).toEqual([503, 200])
  })

  test('turns the bootstrap off', async () => {
    const { put, faults } = setup()
    expect(faults.isBootstrapOff()).toBe(false)
    await put({ fault: 'bootstrap-off' })
    expect(faults.isBootstrapOff()).toBe(true)
  })

  test('ends a fault that was forgotten', async () => {
    const { clock, put, sign } = setup()
    await put({ fault: 'endpoint-500' })
    clock.now = 120_000
    expect((await sign()).status).toBe(200)
  })

  test('rejects other pages and other faults', async () => {
    const { put, sign } = setup()
    expect(await put({ fault: 'endpoint-500' }, { origin: 'https://elsewhere.example' })).toBe(403)
    expect(await put({ fault: 'endpoint-418' })).toBe(400)
    expect(await put('none')).toBe(400)
    expect((await sign()).status).toBe(200)
  })
})
