import { readFile } from 'node:fs/promises'
import type { FetchHandler } from './bindPort.ts'
import { hostHeaders } from './hostHeaders.ts'
import { readStaticFiles } from './readStaticFiles.ts'

/** Configuration of the page. */
export type AppConfig = {
  readonly appName: string
  readonly widgetUrl: string
  readonly nodeUrl: string
  /** Development inbox of the key endpoint. */
  readonly inboxUrl: string
  /** Whether the widget trusts the page. */
  readonly isTrusted: boolean
  /** Origin of the page under its other hostname. */
  readonly otherOrigin: string
}

export type AppServerOptions = { readonly dist: string; readonly config: AppConfig }

/** Serves the built page with its configuration in a JSON element. */
export async function createAppServer({ dist, config }: AppServerOptions): Promise<FetchHandler> {
  const headers = hostHeaders({
    widgetUrl: config.widgetUrl,
    connects: `'self' ${new URL(config.nodeUrl).origin}`,
    // The page that pretends to be a widget.
    frames: config.otherOrigin,
  })
  const files = await readStaticFiles(dist)
  const template = await readFile(`${dist}/index.html`, 'utf8')
  const page = template.replace('{"configured":false}', () => JSON.stringify(config).replaceAll('<', '\\u003c'))

  return ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers })
    const { pathname } = new URL(url)
    if (pathname === '/' || pathname === '/index.html') {
      return new Response(page, { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } })
    }
    const file = files.get(pathname)
    if (!file) return new Response('Not found\n', { status: 404, headers })
    return new Response(file.bytes, { headers: { ...headers, 'content-type': file.contentType } })
  }
}
