import { sanitizeNameForDisplay } from '../sanitizeForDisplay.ts'
import type { CapabilitySentence, DatabaseAccess } from './capabilitySentence.ts'
import { describer, type ServiceGrant } from './describer.ts'
import { isSpace } from './grantTarget.ts'

/** Grants on SQL databases (`tinycloud.sql`). */
export const describeSql = describer<DatabaseAccess>(
  { read: 'read', write: 'write', schema: 'schema', export: 'export', admin: 'admin' },
  (access, grant) => {
    const { target, path } = grant
    if (isSpace(target, 'secrets') && (path === undefined || path === 'default')) {
      return { id: 'secretCatalogue', access }
    }
    if (isSpace(target, 'account') && path === 'account' && access.every(isRoutine)) return describeRegister(access)
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
  { path }: ServiceGrant,
): CapabilitySentence {
  const name = path === undefined ? {} : { name: sanitizeNameForDisplay(path, { maxLength: 96 }) }
  return { id: 'database', engine, access, ...name }
}

/** The register of apps and spaces is kept in a database as well; its schema is part of keeping it. */
function describeRegister(access: readonly DatabaseAccess[]): CapabilitySentence {
  const words = (['read', 'write'] as const).filter((word) =>
    word === 'read' ? access.includes('read') : access.some((granted) => granted !== 'read'),
  )
  return { id: 'account', access: words }
}

function isRoutine(access: DatabaseAccess): boolean {
  return access === 'read' || access === 'write' || access === 'schema'
}
