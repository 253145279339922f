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
  /** Deployment configuration. Validated, so that it can come from a file. */
  readonly config: unknown
  /** The widget's own origin: HTTPS, or HTTP on loopback. */
  readonly origin: string
  /** Folder to write to. The content of its `site` folder is deleted first. */
  readonly outDir: string
  /** Absolute path of the site on the server. @default the `site` folder in `outDir` */
  readonly root?: string | undefined
}

/**
 * Builds the widget for servers of static files. Writes `site/`, which is published, and `nginx.conf` and `Caddyfile`.
 *
 * @throws {OpenKeyError} `invalid_params` if an option or the configuration is invalid. `details.field` names it
 * @example
 * await exportWidget({ config, origin: 'https://openkey.example', outDir: 'dist', root: '/srv/openkey/site' })
 */
export async function exportWidget(options: ExportWidgetOptions): Promise<void> {
  const config = parseDeploymentConfig(options.config)
  const origin = checkOrigin(options.origin, config)
  const site = resolve(options.outDir, 'site')
  const root = checkRoot(options.root ?? site)

  const hosted = { config, origin, root }
  const serverFiles = { 'nginx.conf': nginxConfig(hosted), Caddyfile: caddyfile(hosted) }
  // Reports headers that are too long before it writes any file.
  staticHeaders({ config, assets: [] })

  await buildWidget({ outDir: site })
  const files = readFiles(site)
  const pages = ['/index.html', '/device.html']
  const assets = [...files.keys()].filter((path) => !pages.includes(path)).sort()

  for (const path of pages) {
    await writeZipped(join(site, path), Buffer.from(fillConfigElement(String(files.get(path)), config)))
  }
  for (const path of assets) await writeZipped(join(site, path), files.get(path) ?? Buffer.of())
  // Without this file, some hosts serve the page for every unknown path.
  await writeFile(join(site, '404.html'), '<!doctype html>\n<title>Not found</title>\n')
  await writeFile(join(site, '_headers'), staticHeaders({ config, assets }))
  for (const [name, text] of Object.entries(serverFiles)) await writeFile(join(site, '..', name), text)
}

async function writeZipped(path: string, content: Buffer): Promise<void> {
  await writeFile(path, content)
  await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }))
}

/** Requires that the widget has its own origin (S18). */
function checkOrigin(text: string, { keyEndpointUrl }: DeploymentConfig): Origin {
  const origin = parseOwnOrigin(text)
  if (origin === new URL(keyEndpointUrl).origin) {
    throw new OpenKeyError(
      'invalid_params',
      `Invalid origin "${origin}": the key endpoint uses it. Serve the widget from its own origin.`,
      {
        details: { field: 'origin' },
      },
    )
  }
  return origin
}

function parseOwnOrigin(text: string): Origin {
  try {
    return parseOrigin(text)
  } catch (cause) {
    throw new OpenKeyError(
      'invalid_params',
      `Invalid origin "${text}": expected an HTTPS origin, such as https://openkey.example.`,
      {
        details: { field: 'origin' },
        cause,
      },
    )
  }
}

function checkRoot(root: string): string {
  if (isAbsolute(root) && /^[\w./-]+$/.test(root)) return root
  throw new OpenKeyError(
    'invalid_params',
    `Invalid root "${root}": expected an absolute path of letters, digits, "/", ".", "_" and "-".`,
    {
      details: { field: 'root' },
    },
  )
}
