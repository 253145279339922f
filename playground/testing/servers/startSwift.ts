import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { freePort, type ServerProcess, startProcess } from './startProcess.ts'

export type S3Server = {
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Creates an empty bucket, and returns its name. */
  createBucket(): Promise<string>
  stop(): Promise<void>
}

const kinds = ['account', 'container', 'object'] as const

/** Runs a server of Swift with another configuration folder than `/etc/swift`, for which it has no option. */
const launcher = `
import runpy, sys
from swift.common import utils
utils.SWIFT_CONF_FILE = sys.argv.pop(1)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name='__main__')`

const swiftConf = `[swift-hash]
swift_hash_path_suffix = suffix
swift_hash_path_prefix = prefix
[storage-policy:0]
name = default
default = yes
`

/**
 * Starts an S3 server on a free port: OpenStack Swift of Debian with its `s3api`, which verifies signatures.
 * @throws {Error} if it is not installed
 */
export async function startSwift(): Promise<S3Server> {
  if (!existsSync('/usr/bin/swift-proxy-server')) throw new Error('Swift is missing: install swift-proxy.')
  const folder = await mkdtemp(join(tmpdir(), 'openkey-swift-'))
  const processes: ServerProcess[] = []
  const stop = async () => {
    await Promise.all(processes.map((process) => process.stop('SIGKILL')))
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return { ...(await start(folder, processes)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function start(folder: string, processes: ServerProcess[]): Promise<Omit<S3Server, 'stop'>> {
  await mkdir(join(folder, 'devices/sdb1'), { recursive: true })
  await writeFile(join(folder, 'swift.conf'), swiftConf)
  const server = async (name: string, port: number, sections: string) => {
    const file = join(folder, `${name}.conf`)
    await writeFile(file, sections)
    const args = ['-c', launcher, join(folder, 'swift.conf'), `/usr/bin/swift-${name}-server`, file, '--verbose']
    processes.push(await startProcess({ command: '/usr/bin/python3', args, cwd: folder, isReady: () => accepts(port) }))
  }
  const cachePort = await freePort()
  processes.push(
    await startProcess({
      command: 'memcached',
      args: ['-u', userInfo().username, '-l', '127.0.0.1', '-p', `${cachePort}`, '-m', '16'],
      isReady: () => accepts(cachePort),
    }),
  )
  for (const kind of kinds) {
    const port = await freePort()
    const ring = (...args: readonly string[]) =>
      execFileSync('swift-ring-builder', [`${kind}.builder`, ...args], { cwd: folder, stdio: 'pipe' })
    ring('create', '4', '1', '1')
    ring('add', `r1z1-127.0.0.1:${port}/sdb1`, '1')
    ring('rebalance')
    await server(kind, port, storageConf(kind, port, folder))
  }
  const port = await freePort()
  await server('proxy', port, proxyConf(port, cachePort, folder))

  const endpoint = `http://127.0.0.1:${port}`
  const keys = { region: 'us-east-1', accessKeyId: 'test:tester', secretAccessKey: 'testing' }
  const { S3Client, CreateBucketCommand }: typeof import('@aws-sdk/client-s3') = createRequire(import.meta.url)(
    '@aws-sdk/client-s3',
  )
  const client = new S3Client({ endpoint, region: keys.region, forcePathStyle: true, credentials: keys })
  let count = 0
  return {
    endpoint,
    ...keys,
    async createBucket() {
      const Bucket = `bucket-${count++}`
      await client.send(new CreateBucketCommand({ Bucket }))
      return Bucket
    },
  }
}

function commonConf(port: number, folder: string): string {
  return `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
user = ${userInfo().username}
swift_dir = ${folder}
log_level = ERROR
log_address = ${folder}/no-log
`
}

function storageConf(kind: string, port: number, folder: string): string {
  return `${commonConf(port, folder)}devices = ${folder}/devices
mount_check = false
recon_cache_path = ${folder}
[pipeline:main]
pipeline = ${kind}-server
[app:${kind}-server]
use = egg:swift#${kind}
`
}

function proxyConf(port: number, cachePort: number, folder: string): string {
  const filters = ['s3api', 'tempauth', 'copy', 'slo', 'catch_errors', 'cache'].map((name) => {
    const options: Record<string, string> = {
      cache: `memcache_servers = 127.0.0.1:${cachePort}`,
      tempauth: 'user_test_tester = testing .admin',
    }
    return `[filter:${name}]\nuse = egg:swift#${name === 'cache' ? 'memcache' : name}\n${options[name] ?? ''}\n`
  })
  return `${commonConf(port, folder)}[pipeline:main]
pipeline = catch_errors cache s3api tempauth copy slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
${filters.join('')}`
}

/** Returns whether a program accepts connections on a port. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const end = (accepted: boolean) => {
      socket.destroy()
      resolve(accepted)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}
