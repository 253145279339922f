import type { Capability } from '@openkey/protocol/siwe'
import { scopeOf } from './scope.ts'

const readOnly: ReadonlySet<string> = new Set([
  'tinycloud.kv/list',
  'tinycloud.kv/metadata',
  'tinycloud.kv/get',
  'tinycloud.sql/read',
  'tinycloud.duckdb/read',
  'tinycloud.duckdb/describe',
  'tinycloud.hooks/subscribe',
])

/** S12: only permissions to read below one path may be collapsed. All others stay in view. */
export function isCollapsible(capability: Capability): boolean {
  const { path = [] } = scopeOf(capability) ?? {}
  return readOnly.has(capability.ability) && path.length > 0
}
