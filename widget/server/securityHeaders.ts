import type { DeploymentConfig } from '../src/domain/config/deploymentConfig.ts'
import { contentSecurityPolicy } from './contentSecurityPolicy.ts'
import { permissionsPolicy } from './permissionsPolicy.ts'

export type SecurityHeadersOptions = {
  readonly config: DeploymentConfig
  /** A document may be embedded by other origins; what it loads is for itself alone. @default 'document' */
  readonly resource?: 'document' | 'asset'
}

/**
 * The one source of the headers that every response of the widget's origin carries, whoever serves it.
 *
 * Must never hold `Cross-Origin-Opener-Policy`: any value severs a continuation window from the frame that opens it.
 */
export function securityHeaders({ config, resource = 'document' }: SecurityHeadersOptions): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(config),
    'permissions-policy': permissionsPolicy,
    // Both are needed to be embedded by a page that is cross-origin isolated.
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': resource === 'document' ? 'cross-origin' : 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(config.originAgentCluster && { 'origin-agent-cluster': '?1' }),
    // A deployment whose key endpoint is on https is itself on https; browsers ignore the header anywhere else.
    ...(config.keyEndpointUrl.startsWith('https:') && {
      'strict-transport-security': 'max-age=63072000',
    }),
  }
}
