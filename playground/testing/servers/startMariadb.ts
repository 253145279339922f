import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import mysql from 'mysql2/promise'
import { freePort, startProcess } from './startProcess.ts'

export type MariadbServer = {
  /** Creates an empty database, and returns its URL. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

/** Starts a MariaDB server of Debian's `mariadb-server`, on a free port. @throws {Error} if it is not installed */
export async function startMariadb(): Promise<MariadbServer> {
  if (!existsSync('/usr/sbin/mariadbd')) throw new Error('MariaDB is missing: install mariadb-server.')
  const folder = await mkdtemp(join(tmpdir(), 'openkey-mariadb-'))
  const data = join(folder, 'data')
  const user = `--user=${userInfo().username}`
  const defaults = ['--no-defaults', `--datadir=${data}`, user]
  await promisify(execFile)('mariadb-install-db', [...defaults, '--auth-root-authentication-method=normal'])
  const port = await freePort()
  const socket = join(folder, 'socket')
  const server = await startProcess({
    command: '/usr/sbin/mariadbd',
    args: [...defaults, '--bind-address=127.0.0.1', `--port=${port}`, `--socket=${socket}`],
    isReady: (output) => output.includes('ready for connections'),
  })
  let count = 0
  return {
    async createDatabase() {
      const name = `openkey_${count++}`
      const admin = await mysql.createConnection({ host: '127.0.0.1', port, user: 'root' })
      // The default character set of an old server, which must not matter.
      await admin.query(`CREATE DATABASE ${name} CHARACTER SET latin1`)
      await admin.end()
      return `mysql://root@127.0.0.1:${port}/${name}`
    },
    async stop() {
      await server.stop('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
