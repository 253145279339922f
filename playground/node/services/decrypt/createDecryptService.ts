import { formatNetworkId } from '@openkey/protocol/siwe'
import { checkAudience } from '../../encryption/checkAudience.ts'
import { decryptKey } from '../../encryption/decryptKey.ts'
import type { NetworkContext } from '../../encryption/networkContext.ts'
import { NodeError } from '../../errors/nodeError.ts'
import { maxNetworkBodyBytes } from '../../limits.ts'
import type { Service } from '../service.ts'

/** Decryption through `/invoke`: the same as the route of its own, with 403 for every refusal of its own. */
export function createDecryptService(context: NetworkContext): Service {
  return {
    feature: 'encryption',
    claims: ({ network, ability }) => network !== undefined && ability === 'tinycloud.encryption/decrypt',
    async stage({ invocation, readBody }) {
      const body = await readBody(maxNetworkBodyBytes)
      const [capability] = invocation.capabilities
      return (authority) =>
        asForbidden(() => {
          checkAudience(invocation, context.keys.nodeId)
          if (!capability?.network) throw new NodeError('network_mismatch', 'capability')
          const networkId = formatNetworkId(capability.network)
          return Response.json(decryptKey(authority, { networkId, body }, context))
        })
    },
  }
}

function asForbidden(work: () => Response): Response {
  try {
    return work()
  } catch (error) {
    throw error instanceof NodeError ? new NodeError('decrypt_refused', error.message) : error
  }
}
