import { OpenKeyError } from '@openkey/protocol'

/**
 * Maximum length of a header that a host reads from a file. Cloudflare Pages only warns about a longer one and leaves it
 * out, so that the page would be served without it. nginx does not start.
 */
export type HeaderLimit = { readonly host: string; readonly file: string; readonly maxLength: number }

/**
 * A line of `_headers`, including its spaces and the name:
 * https://developers.cloudflare.com/pages/configuration/headers/. Netlify documents no limit.
 */
export const cloudflareLine: HeaderLimit = { host: 'Cloudflare Pages', file: '_headers', maxLength: 2_000 }

/** Number of rules in a `_headers` file, from the same page. */
export const cloudflareMaxRules = 100

/**
 * The value, which nginx reads into a buffer of 4,096 bytes together with what follows it (`NGX_CONF_BUFFER` in
 * `ngx_conf_file.c`). Caddy documents no limit.
 */
export const nginxValue: HeaderLimit = { host: 'nginx', file: 'nginx.conf', maxLength: 4_093 }

/**
 * Must be called with every header that is written into a host's file.
 * @param text the text whose length the host limits
 * @throws {OpenKeyError} `invalid_params` that names the header, its length, the limit and what to shorten
 */
export function requireFits({ host, file, maxLength }: HeaderLimit, header: string, text: string): void {
  if (text.length <= maxLength) return
  const isPolicy = header === 'content-security-policy'
  const cure = isPolicy ? 'Shorten embedding.allow, whose origins it lists in frame-ancestors.' : 'Shorten it.'
  throw new OpenKeyError(
    'invalid_params',
    `The header ${header} takes ${count(text.length)} characters in ${file}, and ${host} reads at most ${count(maxLength)}. ${cure}`,
    {
      details: {
        field: isPolicy ? 'embedding.allow' : header,
        received: String(text.length),
        expected: String(maxLength),
      },
    },
  )
}

/** @throws {OpenKeyError} `invalid_params` */
export function requireFewRules(rules: number): void {
  if (rules <= cloudflareMaxRules) return
  throw new OpenKeyError(
    'invalid_params',
    `_headers has ${rules} rules, one for each file of the site, and Cloudflare Pages reads at most ${cloudflareMaxRules}. Build the widget into fewer files.`,
    { details: { field: '_headers', received: String(rules), expected: String(cloudflareMaxRules) } },
  )
}

function count(characters: number): string {
  return characters.toLocaleString('en-US')
}
