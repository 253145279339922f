import { OpenKeyError } from '@openkey/protocol'
import type { DeploymentConfig } from '../config/deploymentConfig.ts'

/**
 * S5: the deployment serves this chain.
 * @throws {OpenKeyError} `chain_unsupported`
 */
export function checkChain(chainId: number, { chains }: Pick<DeploymentConfig, 'chains'>): void {
  if (chains.includes(chainId)) return
  const expected = chains.join(', ').slice(0, 256)
  throw new OpenKeyError('chain_unsupported', `Unsupported chain ${chainId}: expected one of ${expected}.`, {
    details: { field: 'Chain ID', expected, received: String(chainId) },
  })
}
