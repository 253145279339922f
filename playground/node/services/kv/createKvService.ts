import type { Capability } from '@openkey/protocol/siwe'
import { requireNoCaveats } from '../../authority/requireNoCaveats.ts'
import { NodeError } from '../../errors/nodeError.ts'
import type { KvStore } from '../../storage/kvStore.ts'
import type { Execute, Service } from '../service.ts'
import { prepareList } from './kvList.ts'
import { prepareGet, prepareMetadata } from './kvReads.ts'
import { type KvRequest, toKvRequest } from './kvRequest.ts'
import { prepareDelete, preparePut } from './kvWrites.ts'

type PrepareKv = (request: KvRequest) => Execute | Promise<Execute>

const handlers = new Map<string, PrepareKv>([
  ['tinycloud.kv/put', preparePut],
  ['tinycloud.kv/get', prepareGet],
  ['tinycloud.kv/metadata', prepareMetadata],
  ['tinycloud.kv/list', prepareList],
  ['tinycloud.kv/del', prepareDelete],
  ['tinycloud.kv/delete', prepareDelete],
])

/**
 * Serves key-value resources `<space>/kv/<path>`. The key is the path as written in the resource, never
 * percent-decoded.
 */
export function createKvService(kv: KvStore): Service {
  const handles = ({ service, ability }: Capability) => service === 'kv' && handlers.has(ability)
  return {
    feature: 'kv',
    handles,
    async prepare(request) {
      const { capabilities } = request.invocation
      const [first] = capabilities
      const isUniform = capabilities.every(({ ability }) => ability === first?.ability)
      const prepare = first && isUniform && capabilities.every(handles) ? handlers.get(first.ability) : undefined
      if (prepare === undefined) throw new NodeError('not_implemented')
      capabilities.forEach(requireNoCaveats)
      return prepare(toKvRequest(request, kv))
    },
  }
}
