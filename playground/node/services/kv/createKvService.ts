import { type Capability, formatSpaceId } from '@openkey/protocol/siwe'
import { requireUnlimited } from '../../authority/requireUnlimited.ts'
import { NodeError } from '../../errors/nodeError.ts'
import type { KvStore } from '../../storage/kvStore.ts'
import type { Operation, Service, StagedRequest } from '../service.ts'
import { stageDelete } from './stageDelete.ts'
import { stageGet } from './stageGet.ts'
import { stageList } from './stageList.ts'
import { stageMetadata } from './stageMetadata.ts'
import { stagePut } from './stagePut.ts'

/** A request about keys of one space, all with the same ability. */
export type KvRequest = StagedRequest & {
  readonly kv: KvStore
  readonly space: string
  readonly capabilities: readonly Capability[]
  /** Paths of the capabilities, in their order. An absent path reads as the empty one. */
  readonly paths: readonly string[]
}

type StageKv = (request: KvRequest) => Operation | Promise<Operation>

const stages = new Map<string, StageKv>([
  ['tinycloud.kv/put', stagePut],
  ['tinycloud.kv/get', stageGet],
  ['tinycloud.kv/metadata', stageMetadata],
  ['tinycloud.kv/list', stageList],
  ['tinycloud.kv/del', stageDelete],
  ['tinycloud.kv/delete', stageDelete],
])

/** Keys and values: `<space>/kv/<path>`. A key is the path as it stands in the resource, never percent-decoded. */
export function createKvService(kv: KvStore): Service {
  const claims = ({ service, ability }: Capability) => service === 'kv' && stages.has(ability)
  return {
    feature: 'kv',
    claims,
    async stage(request) {
      const { capabilities } = request.invocation
      const [first] = capabilities
      const isUniform = capabilities.every(({ ability }) => ability === first?.ability)
      const stage = first && isUniform && capabilities.every(claims) ? stages.get(first.ability) : undefined
      if (stage === undefined) throw new NodeError('not_implemented')
      capabilities.forEach(requireUnlimited)
      const paths = capabilities.map(({ path = '' }) => path)
      return stage({ ...request, kv, space: oneSpace(capabilities), capabilities, paths })
    },
  }
}

function oneSpace(capabilities: readonly Capability[]): string {
  const [space, ...others] = new Set(
    capabilities.map((capability) => capability.space && formatSpaceId(capability.space)),
  )
  if (space === undefined || others.length > 0) throw new NodeError('request_malformed', 'keys of several spaces')
  return space
}
