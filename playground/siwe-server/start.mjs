import { serve } from '@hono/node-server'
import { loadSource } from '../loadSource.mjs'

// `node playground/siwe-server/start.mjs notes.example 3000`.
const [domain, port = '3000'] = process.argv.slice(2)
if (domain === undefined) {
  process.stderr.write('Missing domain. Usage: node playground/siwe-server/start.mjs <domain> [port]\n')
  process.exit(1)
}
const { createSiweServer } = await loadSource(new URL('createSiweServer.ts', import.meta.url))
const { fetch } = createSiweServer({ domain })
serve({ fetch, hostname: '127.0.0.1', port: Number(port) }, ({ port }) => {
  process.stdout.write(`Signs in to ${domain} at http://127.0.0.1:${port}\n`)
})
