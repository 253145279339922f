export type HostHeadersOptions = {
  readonly widgetUrl: string
  /** Source that the page's own scripts reach, such as an origin. */
  readonly connects: string
  /** Source of scripts beside the page's own origin, such as the hash of an inline one. */
  readonly scripts?: string
}

/**
 * Headers of a page with the widget: a policy as strict as an integrator may have. The widget needs `frame-src` alone;
 * its dialog brings no inline style.
 */
export function hostHeaders({ widgetUrl, connects, scripts }: HostHeadersOptions): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    ["script-src 'self'", scripts].filter(Boolean).join(' '),
    "style-src 'self'",
    'img-src data:',
    `connect-src ${connects}`,
    `frame-src ${new URL(widgetUrl).origin}`,
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
