import type { DeploymentConfig } from '../src/domain/config/deploymentConfig.ts'

/** Every https origin, and what a browser takes for this machine. */
const anyEmbedder = ['https:', 'http://localhost:*', 'http://*.localhost:*', 'http://127.0.0.1:*']

/** S9, S11: nothing but the widget's own files and its key endpoint, embedded by whom the deployment admits. */
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
