import { contentTypes } from '../contentTypeOf.ts'
import { responseHeaders } from '../responseHeaders.ts'
import type { HostedWidget } from './hostedWidget.ts'

/**
 * Returns a site block for Caddy 2.6 or later, which obtains the certificate itself. It contains no names of built
 * files, so a new build needs no reload.
 */
export function caddyfile({ config, origin, root }: HostedWidget): string {
  const missing = responseHeaders(config, 'missing')
  const site = block(origin, [
    `root * ${root}`,
    ...block('handle_errors', [...setHeaders(missing), 'respond 404']),
    '@refused not method GET HEAD',
    ...block('handle @refused', [...setHeaders({ ...missing, allow: 'GET, HEAD' }), 'respond 405']),
    ...page('document', '/', '/index.html', responseHeaders(config, 'document')),
    ...page('device', '/device', '/device.html', responseHeaders(config, 'device')),
    ...[...contentTypes].flatMap(([ending, type]) => [
      `@${ending} path_regexp ^/assets/[A-Za-z0-9_-]+\\.${ending}$`,
      ...block(`handle @${ending}`, serveFile(responseHeaders(config, 'asset'), type, '-last-modified', '-etag')),
    ]),
    ...block('handle', [...setHeaders(missing), 'respond 404']),
  ])
  return `${site.join('\n')}\n`
}

function page(name: string, path: string, file: string, headers: Readonly<Record<string, string>>): readonly string[] {
  return [
    `@${name} path ${path}`,
    ...block(`handle @${name}`, [
      `rewrite * ${file}`,
      ...serveFile(headers, 'text/html; charset=utf-8', '-last-modified'),
    ]),
  ]
}

function serveFile(headers: Readonly<Record<string, string>>, type: string, ...removed: readonly string[]) {
  // Deferred, because the file server would overwrite them.
  const lines = [...headerLines({ ...headers, 'content-type': type }), ...removed, '-accept-ranges', '-server', 'defer']
  return [...block('header', lines), ...block('file_server', ['precompressed gzip'])]
}

function setHeaders(headers: Readonly<Record<string, string>>): readonly string[] {
  return block('header', [...headerLines(headers), '-server'])
}

function headerLines(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers).map(([name, value]) => `${name} "${value}"`)
}

function block(head: string, lines: readonly string[]): readonly string[] {
  return [`${head} {`, ...lines.map((line) => `\t${line}`), '}']
}
