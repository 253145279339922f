import {
  type CapabilityRequest,
  capabilityRequestSchema,
  type Manifest,
  manifestSchema,
  type Permission,
  readRequest,
} from './manifest.ts'

export type RequestSources = {
  readonly manifest?: Manifest | undefined
  readonly capabilityRequest?: CapabilityRequest | undefined
  /** Space of permissions without `space`. */
  readonly spaceName: string
}

/**
 * Combines the permissions of a manifest and of a capability request, and adds the space to each.
 * @throws {TinyCloudError} `capability_request_invalid`
 */
export function composeRequest({ manifest, capabilityRequest, spaceName }: RequestSources): readonly Permission[] {
  const requested = capabilityRequest ? readRequest(capabilityRequestSchema, capabilityRequest).resources : []
  return [...(manifest ? ofManifest(readRequest(manifestSchema, manifest), spaceName) : []), ...requested].map(
    (permission) => withSpace(asKeyValues(permission), spaceName),
  )
}

function ofManifest({ space, prefix = '', permissions }: Manifest, spaceName: string): readonly Permission[] {
  return permissions.map((permission) => {
    const path = permission.skipPrefix ? permission.path : prefix + permission.path
    return withSpace({ ...permission, path }, space ?? spaceName)
  })
}

function withSpace(permission: Permission, space: string): Permission {
  return permission.service === 'tinycloud.encryption' ? permission : { space, ...permission }
}

const vaultVerbs = new Map([
  ['read', 'get'],
  ['write', 'put'],
  ['delete', 'del'],
])

/** Converts a permission on `tinycloud.vault` to one on the kv path `vault/`. */
function asKeyValues(permission: Permission): Permission {
  if (permission.service !== 'tinycloud.vault') return permission
  const actions = permission.actions.map((action) => {
    const verb = action.replace(/^tinycloud\.vault\//, '')
    return vaultVerbs.get(verb) ?? verb
  })
  return { ...permission, service: 'tinycloud.kv', path: `vault/${permission.path}`, actions }
}
