/** Two names of one ability. */
const aliases = new Map([
  ['tinycloud.kv/delete', 'tinycloud.kv/del'],
  ['tinycloud.sql/select', 'tinycloud.sql/read'],
  ['tinycloud.duckdb/select', 'tinycloud.duckdb/read'],
])

/** The only services with a wildcard: elsewhere `*` is a name like any other and covers nothing but itself. */
const wildcards = new Set(['tinycloud.sql/*', 'tinycloud.duckdb/*'])

/** Whether whoever holds the full ability `parent` (`tinycloud.kv/get`) may exercise `child` on the same resource. */
export function abilityCovers(parent: string, child: string): boolean {
  const held = aliases.get(parent) ?? parent
  const wanted = aliases.get(child) ?? child
  if (held === wanted) return true
  if (wildcards.has(held)) return wanted.startsWith(held.slice(0, -1))
  return held === 'tinycloud.sql/admin' && wanted === 'tinycloud.sql/schema'
}
