import type { DeploymentConfig } from '../src/domain/config/deploymentConfig.ts'
import { securityHeaders } from './securityHeaders.ts'

/** What is answered: the page, a file it names, or that there is nothing. */
export type Answer = 'document' | 'asset' | 'missing'

/** Asked for again each time, so that a deployment takes effect at once; unchanged, it costs one empty answer. */
const documentCaching = { 'cache-control': 'no-cache', vary: 'Accept-Encoding' }

/** Named by its content, so it never changes. */
const assetCaching = { 'cache-control': 'public, max-age=31536000, immutable', vary: 'Accept-Encoding' }

/** Headers of an answer that do not depend on its bytes: what our server and every exported hosting file send. */
export function responseHeaders(config: DeploymentConfig, answer: Answer): Readonly<Record<string, string>> {
  switch (answer) {
    case 'document':
      return { ...securityHeaders({ config }), ...documentCaching }
    case 'asset':
      return { ...securityHeaders({ config, resource: 'asset' }), ...assetCaching }
    case 'missing':
      return { ...securityHeaders({ config }), 'cache-control': 'no-store' }
  }
}
