import { formatNetworkId } from '@openkey/protocol/siwe'
import { decryptKey } from '../../encryption/decryptKey.ts'
import type { NetworkContext } from '../../encryption/networkRequest.ts'
import { checkAudience } from '../../encryption/networkRequest.ts'
import { NodeError } from '../../errors/nodeError.ts'
import { maxNetworkBodyBytes } from '../../limits.ts'
import type { Service } from '../service.ts'

/** Decrypts through `/invoke`, like `POST /encryption/networks/<id>/decrypt`, but answers every error with 403. */
export function createDecryptService(context: NetworkContext): Service {
  return {
    feature: 'encryption',
    handles: ({ network, ability }) => network !== undefined && ability === 'tinycloud.encryption/decrypt',
    async prepare({ invocation, readBody }) {
      const body = await readBody(maxNetworkBodyBytes)
      const [capability] = invocation.capabilities
      return (authority) =>
        asForbidden(async () => {
          checkAudience(invocation, context.keys.nodeId)
          if (!capability?.network) throw new NodeError('network_mismatch', 'capability')
          const networkId = formatNetworkId(capability.network)
          return Response.json(await decryptKey(authority, { networkId, body }, context))
        })
    },
  }
}

async function asForbidden(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof NodeError ? new NodeError('decrypt_refused', error.message) : error
  }
}
