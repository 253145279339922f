// Serves the page and the files that it loads. Any static file server can do this.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { basename } from 'node:path'

const { OPENKEY_WIDGET_URL, TINYCLOUD_HOST, PORT = '3000' } = process.env
const script = 'text/javascript; charset=utf-8'

async function respond(path) {
  if (path === '/') {
    // In production, write the URLs of your deployment into the page.
    const page = await readFile('index.html', 'utf8')
    const placed = page
      .replace('https://openkey.example/', OPENKEY_WIDGET_URL)
      .replace('https://node.example', TINYCLOUD_HOST)
    return [placed, 'text/html; charset=utf-8']
  }
  if (path === '/tinycloud.js')
    return [await readFile('node_modules/@openkey/playground/dist/web-sdk/index.js'), script]
  return [await readFile(`node_modules/@openkey/host-sdk/dist/script/${basename(path)}`), script]
}

const server = createServer(({ url }, response) => {
  respond(url).then(
    ([body, type]) => response.setHeader('content-type', type).end(body),
    () => response.writeHead(404).end(),
  )
})
server.listen(Number(PORT), () => process.stdout.write(`page  http://localhost:${server.address().port}/\n`))
