import type { KnownSentence } from '../ui/text/describePermission.ts'

const data = ['browse', 'read', 'write', 'delete'] as const
const database = ['read', 'write', 'schema', 'import', 'export', 'execute', 'admin'] as const
/** Every sentence that the widget can say about a permission, with `notes` as the text of the app. */
export const knownSentences = [
  ...subsets(data).flatMap((access) => [
    { id: 'data', access },
    { id: 'data', access, path: 'notes/' },
    { id: 'secrets', access },
    { id: 'secrets', access, path: 'notes/' },
  ]),
  ...subsets(database).flatMap((access) => [
    { id: 'secretCatalogue', access },
    { id: 'database', engine: 'sql', access },
    { id: 'database', engine: 'sql', access, name: 'notes' },
    { id: 'database', engine: 'duckdb', access },
    { id: 'database', engine: 'duckdb', access, name: 'notes' },
  ]),
  ...subsets(['data', 'sql', 'duckdb'] as const).map((stores) => ({ id: 'everything', stores })),
  ...subsets(['decrypt', 'create', 'revoke'] as const).map((access) => ({ id: 'encryption', access })),
  ...subsets(['subscribe', 'manage'] as const).flatMap((access) => [
    { id: 'hooks', access },
    { id: 'hooks', access, path: 'notes/' },
  ]),
  { id: 'account', access: ['read'] },
  { id: 'account', access: ['write'] },
  ...subsets(['read', 'revoke'] as const).flatMap((access) => [
    { id: 'connections', access },
    { id: 'delegation', access, cid: 'notes' },
  ]),
  ...['permissions', 'permissionsAndConnections', 'hosting'].map((id) => ({ id })),
] as unknown as readonly KnownSentence[]

function subsets<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const masks = Array.from({ length: 2 ** items.length - 1 }, (_, index) => index + 1)
  return masks.map((mask) => items.filter((_, position) => mask & (1 << position)))
}
