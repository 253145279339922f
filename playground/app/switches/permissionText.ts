import type { Permission } from '../../web-sdk/index.ts'

/** The actions of each service that the builder offers, by its name without `tinycloud.`. */
export const serviceActions: Readonly<Record<string, readonly string[]>> = {
  kv: ['get', 'put', 'list', 'del', 'metadata'],
  sql: ['read', 'write', 'schema', 'admin', 'export'],
  duckdb: ['read', 'write', 'describe', 'execute', 'import', 'export', 'admin'],
  hooks: ['list', 'register', 'subscribe', 'unregister'],
  capabilities: ['read'],
}

const prefix = 'tinycloud.'

/** Writes a permission as `kv:get,put:notes:drafts/`: service, actions, space and path. */
export function formatPermission({ service, actions, space = '', path }: Permission): string {
  return [service.replace(prefix, ''), actions.join(), space, path].join(':')
}

/** Reads what {@link formatPermission} writes. @returns `undefined` for another text */
export function parsePermission(text: string): Permission | undefined {
  const [, service = '', list = '', space = '', path = ''] = /^([a-z]+):([a-z,]+):([\w-]*):(.*)$/.exec(text) ?? []
  const known = Object.hasOwn(serviceActions, service) ? (serviceActions[service] ?? []) : []
  const actions = list.split(',')
  if (!actions.every((action) => known.includes(action))) return undefined
  return { service: prefix + service, actions, path, ...(space !== '' && { space }) }
}
