import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const root = '/usr/lib/postgresql'

/**
 * Returns the folder of the newest PostgreSQL that Debian has installed, with server and client of one version.
 * @throws {Error} without one
 */
export function debianPostgres(): string {
  const versions = existsSync(root) ? readdirSync(root).map(Number) : []
  const newest = versions
    .filter((version) => ['postgres', 'pg_dump'].every((name) => existsSync(join(root, `${version}`, 'bin', name))))
    .sort((one, other) => other - one)[0]
  if (newest === undefined) throw new Error('Install the package postgresql: pg_dump is missing.')
  return join(root, `${newest}`)
}
