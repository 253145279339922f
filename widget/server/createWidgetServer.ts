import { createHash } from 'node:crypto'
import { type DeploymentConfig, parseDeploymentConfig } from '../src/domain/deploymentConfig.ts'
import { fillConfigElement } from './fillConfigElement.ts'
import { readFiles } from './readFiles.ts'
import { securityHeaders } from './securityHeaders.ts'

export type WidgetServerOptions = {
  /** Folder that {@link buildWidget} wrote. Read once. */
  readonly dist: string
  readonly config: DeploymentConfig
}

type Page = { readonly body: Uint8Array<ArrayBuffer>; readonly headers: Readonly<Record<string, string>> }

/**
 * Serves the built widget: the document at `/`, and the files it names. Nothing else answers on its origin (S18).
 * @throws {OpenKeyError} `invalid_params`, its field names the entry of the configuration at fault
 */
export function createWidgetServer({ dist, config }: WidgetServerOptions): (request: Request) => Response {
  const pages = readPages(dist, parseDeploymentConfig(config))
  const common = securityHeaders({ config })

  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { ...common, allow: 'GET, HEAD' } })
    }
    const page = pages.get(new URL(request.url).pathname)
    if (page === undefined) {
      return new Response(null, { status: 404, headers: { ...common, 'cache-control': 'no-store' } })
    }
    const { body, headers } = page
    const isKnown = headers.etag !== undefined && request.headers.get('if-none-match') === headers.etag
    if (isKnown) return new Response(null, { status: 304, headers })
    return new Response(request.method === 'HEAD' ? null : body, { headers })
  }
}

function readPages(dist: string, config: DeploymentConfig): ReadonlyMap<string, Page> {
  const files = [...readFiles(dist)]
  return new Map(
    files.map(([path, content]) =>
      path === '/index.html'
        ? ['/', documentPage(fillConfigElement(content.toString('utf8'), config), config)]
        : [path, assetPage(path, content, config)],
    ),
  )
}

/** Asked for again each time, so that a deployment takes effect at once; unchanged, it costs one empty answer. */
function documentPage(html: string, config: DeploymentConfig): Page {
  const body = new TextEncoder().encode(html)
  return {
    body,
    headers: {
      ...securityHeaders({ config }),
      'content-type': 'text/html; charset=utf-8',
      'content-length': String(body.byteLength),
      'cache-control': 'no-cache',
      etag: `"${createHash('sha256').update(body).digest('base64url')}"`,
    },
  }
}

/** Named by its content, so it never changes. */
function assetPage(path: string, content: Buffer, config: DeploymentConfig): Page {
  const type = contentTypes.get(path.slice(path.lastIndexOf('.') + 1))
  if (type === undefined) throw new Error(`The widget has no business serving ${path}`)
  return {
    body: Uint8Array.from(content),
    headers: {
      ...securityHeaders({ config, resource: 'asset' }),
      'content-type': type,
      'content-length': String(content.byteLength),
      'cache-control': 'public, max-age=31536000, immutable',
    },
  }
}

const contentTypes: ReadonlyMap<string, string> = new Map([
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['svg', 'image/svg+xml'],
])
