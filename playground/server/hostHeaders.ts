export type HostHeadersOptions = {
  readonly widgetUrl: string
  /** CSP source that the page's scripts connect to, such as an origin. */
  readonly connects: string
  /** Additional CSP source of frames. */
  readonly frames?: string
  /** Additional CSP source of scripts, such as the hash of an inline script. */
  readonly scripts?: string
}

/**
 * Returns the headers of a page with the widget, with the strictest possible policy. The widget needs `frame-src` only
 * and uses no inline styles.
 */
export function hostHeaders({
  widgetUrl,
  connects,
  frames,
  scripts,
}: HostHeadersOptions): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    ["script-src 'self'", scripts].filter(Boolean).join(' '),
    "style-src 'self'",
    'img-src data:',
    `connect-src ${connects}`,
    ['frame-src', new URL(widgetUrl).origin, frames].filter(Boolean).join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  }
}
