import { type Capability, formatSpaceId } from '@openkey/protocol/siwe'

/** One capability as the clients of the narrowing routes name it. */
export type Action = {
  /** `tinycloud.<service>` of a space, or the namespace of the ability. */
  readonly service: string
  /** Id of the space, or any other resource as it is. */
  readonly space: string
  /** Without the service; `''` for a whole service and for resources that are no space. */
  readonly path: string
  /** Full name, for example `tinycloud.kv/get`. */
  readonly ability: string
}

/** Names a capability. A network is its URN as the space, with an empty path. */
export function actionOf({ resource, space, service, path = '', ability }: Capability): Action {
  if (space !== undefined && service !== undefined) {
    return { service: `tinycloud.${service}`, space: formatSpaceId(space), path, ability }
  }
  return { service: ability.slice(0, ability.indexOf('/')), space: resource, path: '', ability }
}

/** Returns `service NUL space NUL path NUL ability`. No part contains a NUL. */
export function actionId({ service, space, path, ability }: Action): string {
  return [service, space, path, ability].join('\0')
}
