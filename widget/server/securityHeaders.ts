import type { DeploymentConfig } from '../src/domain/config/deploymentConfig.ts'

export type SecurityHeadersOptions = {
  readonly config: DeploymentConfig
  /**
   * A document can be embedded by other origins. The page that connects programs cannot. An asset can be loaded only by
   * the widget's own documents.
   * @default 'document'
   */
  readonly resource?: 'document' | 'device' | 'asset'
}

/**
 * Returns the headers that every response from the widget's origin has, on every kind of server.
 *
 * Must not contain `Cross-Origin-Opener-Policy` for the widget: any value would cut the connection between the
 * continuation window and the frame that opened it. The page that connects programs has no opener to talk to.
 */
export function securityHeaders({ config, resource = 'document' }: SecurityHeadersOptions): Record<string, string> {
  const isDevice = resource === 'device'
  return {
    'content-security-policy': contentSecurityPolicy(isDevice ? { ...config, embedding: { allow: [] } } : config),
    ...(isDevice && { 'cross-origin-opener-policy': 'same-origin' }),
    'permissions-policy': permissionsPolicy,
    // A page that is cross-origin isolated can embed the widget only if it sends both.
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': resource === 'document' ? 'cross-origin' : 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(config.originAgentCluster && { 'origin-agent-cluster': '?1' }),
    // If the key endpoint uses HTTPS, so does the widget. Browsers ignore the header on plain HTTP.
    ...(config.keyEndpointUrl.startsWith('https:') && {
      'strict-transport-security': 'max-age=63072000',
    }),
  }
}

/** Every HTTPS origin, and loopback. */
const anyEmbedder = ['https:', 'http://localhost:*', 'http://*.localhost:*', 'http://127.0.0.1:*']

/**
 * Allows only the widget's own files and its key endpoint (S9), embedded by the origins that the operator allows (S11).
 */
export function contentSecurityPolicy({ keyEndpointUrl, embedding }: DeploymentConfig): string {
  const embedders = embedding.allow === 'any' ? anyEmbedder : embedding.allow
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${new URL(keyEndpointUrl).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${embedders.length === 0 ? "'none'" : embedders.join(' ')}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

/** The widget uses passkeys, and copies the message to the clipboard. */
const granted = ['publickey-credentials-get', 'publickey-credentials-create', 'clipboard-write']

/** Listed individually, because a policy cannot deny features in general. */
const denied = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'keyboard-map',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
]

const permissionsPolicy = [
  ...granted.map((feature) => `${feature}=(self)`),
  ...denied.map((feature) => `${feature}=()`),
].join(', ')
