import { OpenKeyError } from '@openkey/protocol'
import { type DeploymentConfig, parseDeploymentConfig } from '../domain/deploymentConfig.ts'

/**
 * Reads the configuration that the server wrote into the page.
 * @throws {OpenKeyError} `invalid_params`
 */
export function readDeploymentConfig(page: Pick<Document, 'getElementById'>): DeploymentConfig {
  return parseDeploymentConfig(parseJson(page.getElementById('openkey-config')?.textContent ?? ''))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new OpenKeyError('invalid_params', 'The page holds no deployment configuration.', { cause })
  }
}
