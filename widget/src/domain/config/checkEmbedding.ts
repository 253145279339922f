import { OpenKeyError, type Origin } from '@openkey/protocol'
import type { DeploymentConfig } from './deploymentConfig.ts'

/**
 * S11: the deployment says which origins may embed the widget. That `origin` is https or loopback is part of its type.
 * @throws {OpenKeyError} `origin_not_allowed`
 */
export function checkEmbedding(origin: Origin, { embedding }: Pick<DeploymentConfig, 'embedding'>): void {
  if (embedding.allow === 'any' || embedding.allow.includes(origin)) return
  throw new OpenKeyError('origin_not_allowed', `This OpenKey deployment does not allow ${origin} to embed it.`, {
    details: { received: origin },
  })
}
