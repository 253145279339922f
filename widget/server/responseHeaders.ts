import type { DeploymentConfig } from '../src/domain/config/deploymentConfig.ts'
import { securityHeaders } from './securityHeaders.ts'

/** Content of a response: the page, the page that connects programs, an asset of these, or nothing. */
export type ResponseKind = 'document' | 'device' | 'asset' | 'missing'

/** The document is revalidated on each visit, so that a new deployment takes effect at once. */
const documentCaching = { 'cache-control': 'no-cache', vary: 'Accept-Encoding' }

/** Assets never change, because their names contain a hash of their content. */
const assetCaching = { 'cache-control': 'public, max-age=31536000, immutable', vary: 'Accept-Encoding' }

/** Returns all headers that do not depend on the content. The server and all exported hosting files use them. */
export function responseHeaders(config: DeploymentConfig, kind: ResponseKind): Readonly<Record<string, string>> {
  switch (kind) {
    case 'document':
      return { ...securityHeaders({ config }), ...documentCaching }
    case 'device':
      return { ...securityHeaders({ config, resource: 'device' }), ...documentCaching }
    case 'asset':
      return { ...securityHeaders({ config, resource: 'asset' }), ...assetCaching }
    case 'missing':
      return { ...securityHeaders({ config }), 'cache-control': 'no-store' }
  }
}
