import { writeFile } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { OpenKeyError, type Origin, parseOrigin } from '@openkey/protocol'
import { type DeploymentConfig, parseDeploymentConfig } from '../src/domain/config/deploymentConfig.ts'
import { buildWidget } from './buildWidget.ts'
import { fillConfigElement } from './fillConfigElement.ts'
import { caddyfile } from './hosting/caddyfile.ts'
import { nginxConfig } from './hosting/nginxConfig.ts'
import { staticHeaders } from './hosting/staticHeaders.ts'
import { readFiles } from './readFiles.ts'

export type ExportWidgetOptions = {
  /** Checked here, so that it can come from a file. */
  readonly config: unknown
  /** The widget's own origin: https, or http on loopback. */
  readonly origin: string
  /** Folder that is written to. Its `site` is emptied first. */
  readonly outDir: string
  /** Where the server will see the site. @default `site` in `outDir` */
  readonly root?: string | undefined
}

/**
 * Builds the widget for hosts that serve files: `site/` with the page and `_headers`, and `nginx.conf` and `Caddyfile`
 * beside it, which no host publishes.
 * @throws {OpenKeyError} `invalid_params`, its field names what is at fault
 */
export async function exportWidget(options: ExportWidgetOptions): Promise<void> {
  const config = parseDeploymentConfig(options.config)
  const origin = checkOrigin(options.origin, config)
  const site = resolve(options.outDir, 'site')
  const root = checkRoot(options.root ?? site)

  const hosted = { config, origin, root }
  const serverFiles = { 'nginx.conf': nginxConfig(hosted), Caddyfile: caddyfile(hosted) }
  // Headers that a host would not read are refused before any file is written.
  staticHeaders({ config, assets: [] })

  await buildWidget({ outDir: site })
  const files = readFiles(site)
  const page = Buffer.from(fillConfigElement(String(files.get('/index.html')), config))
  const assets = [...files.keys()].filter((path) => path !== '/index.html').sort()

  await writeZipped(join(site, 'index.html'), page)
  for (const path of assets) await writeZipped(join(site, path), files.get(path) ?? Buffer.of())
  // Without it, some hosts answer every unknown path with the page.
  await writeFile(join(site, '404.html'), '<!doctype html>\n<title>Not found</title>\n')
  await writeFile(join(site, '_headers'), staticHeaders({ config, assets }))
  for (const [name, text] of Object.entries(serverFiles)) await writeFile(join(site, '..', name), text)
}

async function writeZipped(path: string, content: Buffer): Promise<void> {
  await writeFile(path, content)
  await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }))
}

/** S18: the widget has an origin to itself. */
function checkOrigin(text: string, { keyEndpointUrl }: DeploymentConfig): Origin {
  const origin = parseOwnOrigin(text)
  if (origin === new URL(keyEndpointUrl).origin) {
    throw new OpenKeyError('invalid_params', `The widget cannot share the origin ${origin} with its key endpoint.`, {
      details: { field: 'origin' },
    })
  }
  return origin
}

function parseOwnOrigin(text: string): Origin {
  try {
    return parseOrigin(text)
  } catch (cause) {
    throw new OpenKeyError('invalid_params', `"${text}" is no origin such as https://openkey.example.`, {
      details: { field: 'origin' },
      cause,
    })
  }
}

function checkRoot(root: string): string {
  if (isAbsolute(root) && /^[\w./-]+$/.test(root)) return root
  throw new OpenKeyError('invalid_params', `"${root}" is no absolute path of letters, digits, "/", ".", "_" and "-".`, {
    details: { field: 'root' },
  })
}
