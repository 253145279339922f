import { visibleText } from '../visibleText.ts'
import type { DatabaseAccess } from './capabilitySentence.ts'
import { type Description, describer, type Grant } from './describer.ts'
import { isSpace } from './place.ts'

/** Grants on SQL databases (`tinycloud.sql`). */
export const describeSql = describer<DatabaseAccess>(
  { read: 'read', write: 'write', schema: 'schema', export: 'export', admin: 'admin' },
  (access, grant) => {
    const { place, path } = grant
    if (isSpace(place, 'secrets') && (path === undefined || path === 'default')) {
      return { sentence: { id: 'secretCatalogue', access }, isSensitive: true }
    }
    if (isSpace(place, 'account') && path === 'account' && access.every(isEveryday)) return describeRegister(access)
    return describeDatabase('sql', access, grant)
  },
)

/** Grants on analytical databases (`tinycloud.duckdb`). */
export const describeDuckdb = describer<DatabaseAccess>(
  {
    read: 'read',
    describe: 'read',
    write: 'write',
    import: 'import',
    export: 'export',
    execute: 'execute',
    admin: 'admin',
  },
  (access, grant) => describeDatabase('duckdb', access, grant),
)

function describeDatabase(
  engine: 'sql' | 'duckdb',
  access: readonly DatabaseAccess[],
  { place, path }: Grant,
): Description {
  const name = path === undefined ? {} : { name: visibleText(path, { maxLength: 96 }) }
  const isGuarded = isSpace(place, 'secrets') || isSpace(place, 'account')
  return {
    sentence: { id: 'database', engine, access, ...name },
    isSensitive: isGuarded || !access.every(isEveryday),
  }
}

/** The register of apps and spaces is kept in a database as well; its schema is part of keeping it. */
function describeRegister(access: readonly DatabaseAccess[]): Description {
  const words = (['read', 'write'] as const).filter((word) =>
    word === 'read' ? access.includes('read') : access.some((granted) => granted !== 'read'),
  )
  return { sentence: { id: 'account', access: words }, isSensitive: false }
}

function isEveryday(access: DatabaseAccess): boolean {
  return access === 'read' || access === 'write' || access === 'schema'
}
