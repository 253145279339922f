import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type DeploymentConfig, parseDeploymentConfig } from '../src/domain/config/deploymentConfig.ts'
import { contentTypeOf } from './contentTypeOf.ts'
import { fillConfigElement } from './fillConfigElement.ts'
import { readFiles } from './readFiles.ts'
import { responseHeaders } from './responseHeaders.ts'

export type WidgetServerOptions = {
  /** Folder that {@link buildWidget} wrote to. Read once. */
  readonly dist: string
  readonly config: DeploymentConfig
}

type Page = {
  readonly plain: Uint8Array<ArrayBuffer>
  readonly gzipped: Uint8Array<ArrayBuffer>
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Creates a request handler that serves the built widget: the document at `/`, the page that connects programs at
 * `/device`, and their assets. All other paths return 404 (S18).
 *
 * @throws {OpenKeyError} `invalid_params` if the configuration is invalid. `details.field` names the entry
 * @example
 * const fetch = createWidgetServer({ dist: 'dist', config })
 * const response = fetch(new Request('https://openkey.example/'))
 */
export function createWidgetServer({ dist, config }: WidgetServerOptions): (request: Request) => Response {
  const pages = readPages(dist, parseDeploymentConfig(config))
  const missing = { ...responseHeaders(config, 'missing'), 'content-length': '0' }

  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { ...missing, allow: 'GET, HEAD' } })
    }
    const page = pages.get(new URL(request.url).pathname)
    if (page === undefined) return new Response(null, { status: 404, headers: missing })
    const isKnown = page.headers.etag !== undefined && request.headers.get('if-none-match') === page.headers.etag
    if (isKnown) return new Response(null, { status: 304, headers: page.headers })
    return answerWith(page, request)
  }
}

function answerWith({ plain, gzipped, headers }: Page, { method, headers: asked }: Request): Response {
  const isZipped = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(asked.get('accept-encoding') ?? '')
  const body = isZipped ? gzipped : plain
  return new Response(method === 'HEAD' ? null : body, {
    headers: {
      ...headers,
      'content-length': String(body.byteLength),
      ...(isZipped && { 'content-encoding': 'gzip' }),
    },
  })
}

function readPages(dist: string, config: DeploymentConfig): ReadonlyMap<string, Page> {
  const files = [...readFiles(dist)]
  return new Map(
    files.map(([path, content]) => {
      const html = () => fillConfigElement(content.toString('utf8'), config)
      if (path === '/index.html') return ['/', documentPage(html(), responseHeaders(config, 'document'))]
      if (path === '/device.html') return ['/device', documentPage(html(), responseHeaders(config, 'device'))]
      return [path, pageOf(content, { ...responseHeaders(config, 'asset'), 'content-type': contentTypeOf(path) })]
    }),
  )
}

function documentPage(html: string, headers: Page['headers']): Page {
  const body = Buffer.from(html)
  return pageOf(body, {
    ...headers,
    'content-type': 'text/html; charset=utf-8',
    // Weak, because both encodings share it.
    etag: `W/"${createHash('sha256').update(body).digest('base64url')}"`,
  })
}

function pageOf(content: Buffer, headers: Page['headers']): Page {
  return { plain: Uint8Array.from(content), gzipped: Uint8Array.from(gzipSync(content, { level: 9 })), headers }
}
