import { OpenKeyError } from '@openkey/protocol'

/**
 * Maximum length of a header in the file of a host. Cloudflare Pages ignores a longer header with a warning, and would
 * serve the page without it. nginx does not start.
 */
export type HeaderLimit = { readonly host: string; readonly file: string; readonly maxLength: number }

/**
 * Limit for a line of `_headers`, including the name and all spaces:
 * https://developers.cloudflare.com/pages/configuration/headers/. Netlify documents no limit.
 */
export const cloudflareLine: HeaderLimit = { host: 'Cloudflare Pages', file: '_headers', maxLength: 2_000 }

/** Maximum number of rules in a `_headers` file, from the same page. */
export const cloudflareMaxRules = 100

/**
 * Limit for the value of a header, which nginx reads into a buffer of 4,096 bytes together with the characters that
 * follow it (`NGX_CONF_BUFFER` in `ngx_conf_file.c`). Caddy documents no limit.
 */
export const nginxValue: HeaderLimit = { host: 'nginx', file: 'nginx.conf', maxLength: 4_093 }

/**
 * Requires that a header is short enough for a host. Must be called for every header in a hosting file.
 * @param text part of the file whose length the host limits
 * @throws {OpenKeyError} `invalid_params` with the header, its length, the limit, and what to shorten
 */
export function requireFits({ host, file, maxLength }: HeaderLimit, header: string, text: string): void {
  if (text.length <= maxLength) return
  const isPolicy = header === 'content-security-policy'
  const cure = isPolicy ? 'Shorten embedding.allow, which it lists in frame-ancestors.' : 'Shorten it.'
  throw new OpenKeyError(
    'invalid_params',
    `The header ${header} has ${count(text.length)} characters in ${file}, but ${host} accepts at most ${count(maxLength)}. ${cure}`,
    {
      details: {
        field: isPolicy ? 'embedding.allow' : header,
        received: String(text.length),
        expected: String(maxLength),
      },
    },
  )
}

/** @throws {OpenKeyError} `invalid_params` if a `_headers` file has too many rules */
export function requireFewRules(rules: number): void {
  if (rules <= cloudflareMaxRules) return
  throw new OpenKeyError(
    'invalid_params',
    `_headers has ${rules} rules, one per file of the site, but Cloudflare Pages accepts at most ${cloudflareMaxRules}. Build the widget into fewer files.`,
    { details: { field: '_headers', received: String(rules), expected: String(cloudflareMaxRules) } },
  )
}

function count(characters: number): string {
  return characters.toLocaleString('en-US')
}
