import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { runnerImport } from 'vite'

// `node playground/siwe-server/start.mjs notes.example 3000`. Node 20 does not strip types, so Vite loads the source.
const [domain, port = '3000'] = process.argv.slice(2)
if (domain === undefined) {
  process.stderr.write('Say for which page: node playground/siwe-server/start.mjs notes.example [port]\n')
  process.exit(1)
}
const { module } = await runnerImport(fileURLToPath(new URL('createSiweServer.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'warn',
})
const { fetch } = module.createSiweServer({ domain })
serve({ fetch, hostname: '127.0.0.1', port: Number(port) }, ({ port }) => {
  process.stdout.write(`Signs in to ${domain} at http://127.0.0.1:${port}\n`)
})
