import { contentTypes } from '../contentTypeOf.ts'
import { responseHeaders } from '../responseHeaders.ts'
import { nginxValue, requireFits } from './headerLimits.ts'
import type { HostedWidget } from './hostedWidget.ts'

/**
 * Returns a server block for nginx 1.18 or later, to `include` in the `http` block. It contains no names of built
 * files, so a new build needs no reload.
 *
 * Repeats all headers in each location, because an `add_header` there replaces those of the enclosing block.
 * @throws {OpenKeyError} `invalid_params` if a header is too long for nginx
 */
export function nginxConfig({ config, origin, root }: HostedWidget): string {
  const missing = addHeaders(responseHeaders(config, 'missing'))
  return block('server', [
    ...listen(new URL(origin)),
    `root ${root};`,
    'server_tokens off;',
    'etag off;',
    'if_modified_since off;',
    'max_ranges 0;',
    'gzip off;',
    'gzip_static on;',
    'gzip_vary on;',
    'gzip_proxied any;',
    'types { }',
    'default_type "";',
    // With a literal empty text, nginx would send an error page of its own.
    'set $nothing "";',
    ...missing,
    'error_page 404 @missing;',
    'error_page 405 @refused;',
    ...block('if ($request_method !~ ^(?:GET|HEAD)$)', ['return 405;']),
    ...page('/', '/index.html', responseHeaders(config, 'document')),
    ...page('/device', '/device.html', responseHeaders(config, 'device')),
    ...[...contentTypes].flatMap(([ending, type]) =>
      block(`location ~ ^/assets/[A-Za-z0-9_-]+\\.${ending}$`, [
        `default_type "${type}";`,
        ...addHeaders({ ...withoutVary(responseHeaders(config, 'asset')), 'last-modified': '' }),
      ]),
    ),
    ...block('location /', ['return 404;']),
    ...block('location @missing', ['return 404 $nothing;']),
    ...block('location @refused', [...missing, 'add_header allow "GET, HEAD" always;', 'return 405 $nothing;']),
  ])
    .join('\n')
    .concat('\n')
}

function page(path: string, file: string, headers: Readonly<Record<string, string>>): readonly string[] {
  return block(`location = ${path}`, [
    `try_files ${file} =404;`,
    'default_type "text/html; charset=utf-8";',
    'etag on;',
    ...addHeaders({ ...withoutVary(headers), 'last-modified': '' }),
  ])
}

/** Expects the certificate at the path that certbot uses. */
function listen({ protocol, hostname, port }: URL): readonly string[] {
  if (protocol === 'http:') return [`listen 127.0.0.1:${port || 80};`, `server_name ${hostname};`]
  return [
    `listen ${port || 443} ssl;`,
    `listen [::]:${port || 443} ssl;`,
    `server_name ${hostname};`,
    `ssl_certificate /etc/letsencrypt/live/${hostname}/fullchain.pem;`,
    `ssl_certificate_key /etc/letsencrypt/live/${hostname}/privkey.pem;`,
  ]
}

/** `gzip_vary` adds this header. */
function withoutVary({ vary: _, ...headers }: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return headers
}

function addHeaders(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers).map(([name, value]) => {
    requireFits(nginxValue, name, value)
    return `add_header ${name} "${value}" always;`
  })
}

function block(head: string, lines: readonly string[]): readonly string[] {
  return [`${head} {`, ...lines.map((line) => `  ${line}`), '}']
}
