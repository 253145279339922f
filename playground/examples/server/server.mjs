// Serves the page, the files of the SDK, and the routes of app.mjs.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'

const { OPENKEY_WIDGET_URL, PORT = '3000' } = process.env

const server = createServer()
server.listen(Number(PORT), async () => {
  const { port } = server.address()
  process.env.DOMAIN = `localhost:${port}`
  const { app } = await import('./app.mjs')
  app.get('/', async (context) => {
    // In production, write the URL of your deployment into the page.
    const page = await readFile('index.html', 'utf8')
    return context.html(page.replace('https://openkey.example/', OPENKEY_WIDGET_URL))
  })
  app.get('/:file{openkey-.+\\.js}', async (context) => {
    const file = await readFile(`node_modules/@openkey/host-sdk/dist/script/${context.req.param('file')}`)
    return context.body(file, 200, { 'content-type': 'text/javascript; charset=utf-8' })
  })
  server.on('request', getRequestListener(app.fetch))
  process.stdout.write(`page  http://localhost:${port}/\n`)
})
