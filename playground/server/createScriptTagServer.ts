import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Context, Hono } from 'hono'
import { buildScripts, elementSnippet, scriptSnippet, stubHash } from '../../host-sdk/build/index.ts'
import { createSiweServer } from '../siwe-server/createSiweServer.ts'
import type { AppConfig } from './createAppServer.ts'
import { hostHeaders } from './hostHeaders.ts'
import { readStaticFiles } from './readStaticFiles.ts'

export type ScriptTagServerOptions = {
  readonly config: Pick<AppConfig, 'appName' | 'widgetUrl' | 'inboxUrl'>
  /** Origin of this page. */
  readonly origin: string
  readonly now?: (() => number) | undefined
}

const appFolder = fileURLToPath(new URL('../app', import.meta.url))

/** Serves the page of an integrator without a bundler, the scripts it loads, and the server that verifies its users. */
export function createScriptTagServer({ config, origin, now }: ScriptTagServerOptions): Hono {
  let built: ReturnType<typeof build> | undefined
  // Built on the first visit, so that the start does not wait for it.
  const files = () => {
    built ??= build(config, origin)
    return built
  }
  const ownFile = async ({ req }: Context) => {
    const { bytes, contentType } = (await files()).own.get(req.path) ?? {}
    return new Response(bytes, { headers: { 'content-type': contentType ?? '', 'cache-control': 'no-store' } })
  }

  return new Hono()
    .route('/siwe', createSiweServer({ domain: new URL(origin).host, now }))
    .get('/script-tag', async () => {
      const { page, headers } = await files()
      return new Response(page, { headers })
    })
    .get('/script-files.json', async (context) => {
      const { names } = await files()
      return context.json(names, 200, { 'cache-control': 'no-store' })
    })
    .get('/look.css', ownFile)
    .get('/hostile-widget', async () => {
      const { hostilePage, hostileHeaders } = await files()
      return new Response(hostilePage, { headers: hostileHeaders })
    })
    .get('/hostile/page.js', ownFile)
    .get('/script-tag/:file{page\\.(?:css|js)}', ownFile)
    .get('/:file{openkey-.+\\.js(?:\\.map)?}', async (context) => {
      const file = (await files()).scripts.get(`/${context.req.param('file')}`)
      if (file === undefined) return context.notFound()
      const headers = {
        'content-type': file.contentType,
        'x-content-type-options': 'nosniff',
        // Any page may load the file and verify its hash. The content for a name never changes.
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'public, max-age=31536000, immutable',
      }
      return new Response(file.bytes, { headers })
    })
}

async function build(config: ScriptTagServerOptions['config'], origin: string) {
  const outDir = await mkdtemp(join(tmpdir(), 'openkey-scripts-'))
  try {
    const scripts = await buildScripts({ outDir })
    const { openkey, signIn, stub } = scripts
    const place = { ...scripts, base: `${origin}/`, widget: config.widgetUrl, appName: config.appName }
    const snippets = `${scriptSnippet(place)}\n${elementSnippet(place)}`
    const template = await readFile(join(appFolder, 'script-tag/index.html'), 'utf8')
    return {
      page: template
        .replace('<!-- openkey -->', () => snippets)
        .replace('<!-- copy -->', () => snippets.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
        .replace('href="inbox"', () => `href="${config.inboxUrl}"`),
      headers: {
        ...hostHeaders({ widgetUrl: config.widgetUrl, connects: "'self'", scripts: stubHash(scripts) }),
        'content-type': 'text/html; charset=utf-8',
      },
      names: {
        base: `${origin}/`,
        stub,
        openkey: { name: openkey.name, integrity: openkey.integrity },
        signIn: { name: signIn.name, integrity: signIn.integrity },
      },
      hostilePage: await readFile(join(appFolder, 'hostile/index.html'), 'utf8'),
      hostileHeaders: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; script-src 'self'",
        'cache-control': 'no-store',
      },
      own: await readStaticFiles(appFolder),
      scripts: await readStaticFiles(outDir),
    }
  } finally {
    await rm(outDir, { recursive: true })
  }
}
