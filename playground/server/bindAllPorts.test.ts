import { describe, expect, test } from 'vitest'
import { restrictHostnames } from './bindAllPorts.ts'

const handler = restrictHostnames(() => new Response('here'), 'openkey.localhost')

describe('restrictHostnames', () => {
  test.each(['openkey.localhost', 'localhost', '127.0.0.1', '[::1]'])('accepts %s', async (hostname) => {
    expect((await handler(new Request(`http://${hostname}:5174/`))).status).toBe(200)
  })

  test.each(['attacker.example', 'openkey.localhost.attacker.example', '192.168.0.1'])(
    'rejects the hostname %s',
    async (hostname) => {
      expect((await handler(new Request(`http://${hostname}:5174/`))).status).toBe(421)
    },
  )
})
