export type ScriptTagHeadersOptions = {
  readonly widgetUrl: string
  /** Hash of the inline half of the snippet. */
  readonly stub: string
}

/** Headers of the script-tag page: a policy as strict as an integrator may have, with what the snippet needs. */
export function scriptTagHeaders({ widgetUrl, stub }: ScriptTagHeadersOptions): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${stub}`,
    "style-src 'self'",
    'img-src data:',
    "connect-src 'self'",
    `frame-src ${new URL(widgetUrl).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  }
}
