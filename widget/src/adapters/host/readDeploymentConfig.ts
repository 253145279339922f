import { OpenKeyError } from '@openkey/protocol'
import type { DeploymentConfig } from '../../domain/config/deploymentConfig.ts'

/**
 * Reads the configuration that the server or the export wrote into the page. Both write only valid configurations, so
 * it is not validated again, which would delay the first screen.
 * @throws {OpenKeyError} `invalid_params` for a page without a configuration
 */
export function readDeploymentConfig(page: Pick<Document, 'getElementById'>): DeploymentConfig {
  try {
    const config: unknown = JSON.parse(page.getElementById('openkey-config')?.textContent ?? '')
    if (isConfig(config)) return config
  } catch {
    // Falls through to the same error.
  }
  throw new OpenKeyError('invalid_params', 'Invalid JSON in #openkey-config.')
}

function isConfig(value: unknown): value is DeploymentConfig {
  return typeof value === 'object' && value !== null && 'keyEndpointUrl' in value && 'chains' in value
}
