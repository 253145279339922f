import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { clientNetwork } from './clientNetwork.ts'

async function clientFor(env: object | undefined): Promise<unknown> {
  const app = new Hono().get('/', (context) => context.json({ client: clientNetwork(context) ?? null }))
  return ((await (await app.request('/', {}, env)).json()) as { client: unknown }).client
}

describe('clientNetwork', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('counts %s as %s', async (clientAddress, client) => {
    expect(await clientFor({ clientAddress })).toBe(client)
  })

  test.each([undefined, {}, { clientAddress: undefined }, { clientAddress: 7 }, { clientAddress: 'somewhere' }])(
    'returns undefined for %j',
    async (env) => {
      expect(await clientFor(env)).toBeNull()
    },
  )
})
