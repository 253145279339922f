import { compareBytewise } from '../../encoding/utf8.ts'
import { isBase32Cid } from '../identifiers/multibaseCid.ts'
import { matchNetworkId, type NetworkId } from '../identifiers/networkId.ts'
import { matchOrbitId, type OrbitId } from '../identifiers/orbitId.ts'
import { parseResource } from '../identifiers/resource.ts'
import type { SpaceId } from '../identifiers/spaceId.ts'
import type { Caveat, Recap } from './recap.ts'

/** One ability on one resource. `space`, `network`, `orbit` and `delegation` are absent where its kind is unknown. */
export type Capability = {
  /** The resource URI, verbatim. */
  readonly resource: string
  readonly space?: SpaceId | undefined
  /** Short name of the service inside the space, for example `kv`. It need not agree with the ability's namespace. */
  readonly service?: string | undefined
  /** Absent means the whole service. */
  readonly path?: string | undefined
  readonly network?: NetworkId | undefined
  /** A whole container of the older generation. Kept apart from `space`, so that neither stands for the other. */
  readonly orbit?: OrbitId | undefined
  /** CID of a delegation, from `urn:cid:<cid>`. */
  readonly delegation?: string | undefined
  /** Full name, for example `tinycloud.kv/get`. */
  readonly ability: string
  readonly caveats: readonly Caveat[]
}

/** Lists what a ReCap grants, resources and then abilities bytewise. */
export function listCapabilities({ att }: Recap): readonly Capability[] {
  return inOrder(att).flatMap(([resource, abilities]) => {
    const target = { resource, ...locate(resource) }
    return inOrder(abilities).map(([ability, caveats]) => ({ ...target, ability, caveats }))
  })
}

function inOrder<Value>(record: { readonly [name: string]: Value }): [string, Value][] {
  return Object.entries(record).sort(([a], [b]) => compareBytewise(a, b))
}

/** A resource with a query or a fragment is left literal: no sentence covers what these would add. */
function locate(uri: string): Pick<Capability, 'space' | 'service' | 'path' | 'network' | 'orbit' | 'delegation'> {
  const resource = parseResource(uri)
  if (resource !== undefined && resource.query === undefined && resource.fragment === undefined) {
    const { space, service, path } = resource
    return { space, service, ...(path !== undefined && { path }) }
  }
  const network = matchNetworkId(uri)
  if (network !== undefined) return { network }
  const orbit = matchOrbitId(uri)
  if (orbit !== undefined) return { orbit }
  const cid = uri.startsWith(cidPrefix) ? uri.slice(cidPrefix.length) : ''
  return isBase32Cid(cid) ? { delegation: cid } : {}
}

const cidPrefix = 'urn:cid:'
