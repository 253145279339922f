export type AppHeadersOptions = { readonly widgetUrl: string; readonly nodeUrl: string }

/**
 * Headers of the app's page: a policy as strict as an integrator may have. The widget needs `frame-src` alone; its
 * dialog brings no inline style.
 */
export function appHeaders({ widgetUrl, nodeUrl }: AppHeadersOptions): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src ${new URL(nodeUrl).origin}`,
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
