const permission = (service: string, path: string, actions: readonly string[]) => ({
  service: `tinycloud.${service}`,
  space: 'secrets',
  path,
  actions,
  skipPrefix: true,
})

/** The one application an account begins with, as its author wrote it. */
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
