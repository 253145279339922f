import { canonicalJson } from '@openkey/protocol/session'
import type { JsonValue } from '@openkey/protocol/siwe'

const permission = (service: string, path: string, actions: readonly string[]) => ({
  service: `tinycloud.${service}`,
  space: 'secrets',
  path,
  actions,
  skipPrefix: true,
})

/** Manifest of the one application that a new account has, as its author published it. */
export const secretsManifest = {
  app_id: 'xyz.tinycloud.secrets',
  name: 'TinyCloud Secrets',
  space: 'secrets',
  prefix: '',
  defaults: false,
  includePublicSpace: false,
  permissions: [
    permission('vault', 'secrets/', ['read']),
    permission('kv', 'variables', ['list', 'metadata']),
    permission('kv', 'variables/', ['get', 'put', 'del', 'list', 'metadata']),
    permission('sql', 'default', ['read', 'write', 'schema']),
    permission('capabilities', '', ['read']),
  ],
} as const

const offsetBasis = 0xcbf29ce484222325n
const prime = 0x100000001b3n

/** FNV-1a, 64 bits, of the UTF-16 code units of the canonical JSON. Clients compare it to detect changed manifests. */
export function manifestHash(manifests: readonly JsonValue[]): string {
  const text = canonicalJson(manifests)
  let hash = offsetBasis
  for (let position = 0; position < text.length; position += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(position))) * prime)
  }
  return hash.toString(16).padStart(16, '0')
}
