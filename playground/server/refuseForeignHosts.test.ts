import { describe, expect, test } from 'vitest'
import { refuseForeignHosts } from './refuseForeignHosts.ts'

const handler = refuseForeignHosts(() => new Response('here'), 'openkey.localhost')

describe('refuseForeignHosts', () => {
  test.each(['openkey.localhost', 'localhost', '127.0.0.1', '[::1]'])('answers to %s', async (hostname) => {
    expect((await handler(new Request(`http://${hostname}:5174/`))).status).toBe(200)
  })

  test.each(['attacker.example', 'openkey.localhost.attacker.example', '192.168.0.1'])(
    'refuses a page that calls this machine %s',
    async (hostname) => {
      expect((await handler(new Request(`http://${hostname}:5174/`))).status).toBe(421)
    },
  )
})
