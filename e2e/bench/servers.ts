import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@openkey/playground/testing/servers'
import { type Call, measureLoad, type Throughput } from './servers/measureLoad.ts'
import { measureNode } from './servers/measureNode.ts'
import { measureProcesses } from './servers/measureProcesses.ts'
import { spawnServer } from './servers/spawnServer.ts'

type KeyEndpointServer = {
  readonly url: string
  readonly path: string
  readonly headers: readonly Readonly<Record<string, string>>[]
}

type Row = { readonly name: string; readonly ours: Throughput; readonly floor: Throughput }

const signatures = 4_000
const body = JSON.stringify({ message: 'a message to sign' })

/**
 * Measures key endpoint and node at ten connections, each beside a bare route on the same Node.js with one prepared
 * query and one native signature. Wants a quiet machine.
 * @returns true; it has no budgets
 */
export async function main(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'openkey-bench-'))
  const postgres = await startPostgres()
  try {
    print(await measureSignatures(postgres.createDatabase, folder))
    print(await measureValues(folder))
    await measureScaling(postgres.createDatabase, folder)
    return true
  } finally {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureSignatures(createDatabase: () => Promise<string>, folder: string): Promise<readonly Row[]> {
  const bare = await spawnServer<{ url: string }>('floorServer', { DATABASE_URL: await createDatabase() })
  const bareCalls = (count: number): Call[] =>
    Array.from({ length: count }, () => ({
      ...{ method: 'POST', path: '/pg', headers: { 'content-type': 'application/json' }, body },
    }))
  const measure = async (name: string, env: Readonly<Record<string, string>>): Promise<Row> => {
    const server = await spawnServer<KeyEndpointServer>('keyEndpointServer', { CALLS: `${signatures}`, ...env })
    const { path } = server
    const all = server.headers.map(
      (headers): Call => ({ method: 'POST', path, body, headers: { 'content-type': 'application/json', ...headers } }),
    )
    // The load of the machine changes, so each row has its own floor.
    const floor = await measureLoad(bare, bareCalls(signatures))
    const ours = await measureLoad(server, all)
    await server.stop()
    return { name, ours, floor }
  }
  const rows = [
    await measure('/sign, PostgreSQL', { DATABASE_URL: await createDatabase() }),
    await measure('/sign with a proof, PostgreSQL', { DATABASE_URL: await createDatabase(), DPOP: 'required' }),
    await measure('/sign, embedded database', { DATA_DIR: join(folder, 'key-endpoint') }),
  ]
  await bare.stop()
  return rows
}

async function measureValues(folder: string): Promise<readonly Row[]> {
  const bare = await spawnServer<{ url: string }>('floorServer', {})
  const load = (count: number, method: 'GET' | 'POST', path: (n: number) => string, value?: Uint8Array) =>
    measureLoad(
      bare,
      Array.from({ length: count }, (_, n): Call => ({ method, path: path(n), body: value })),
    )
  const kilobyte = Buffer.alloc(1_000, 'a')
  const large = Buffer.alloc(4_000_000, 'a')
  const floors = {
    put: await load(4_000, 'POST', (n) => `/put/${n % 50}`, kilobyte),
    get: await load(4_000, 'GET', (n) => `/get/${n % 50}`),
    putLarge: await load(100, 'POST', (n) => `/put/large${n % 5}`, large),
    getLarge: await load(200, 'GET', (n) => `/get/large${n % 5}`),
  }
  await bare.stop()
  const floorOf = (name: string) => {
    const isLarge = name.includes('4 MB')
    if (name.startsWith('get') || name.startsWith('SQL')) return isLarge ? floors.getLarge : floors.get
    return isLarge ? floors.putLarge : floors.put
  }
  const measured = await measureNode(join(folder, 'node'))
  return Object.entries(measured).map(([name, ours]) => ({ name, ours, floor: floorOf(name) }))
}

/** Compares one process with as many as the machine has cores, on one PostgreSQL server. */
async function measureScaling(createDatabase: () => Promise<string>, folder: string): Promise<void> {
  const most = availableParallelism()
  const measure = async (count: number) =>
    measureProcesses(count, { databaseUrl: await createDatabase(), folder: join(folder, `${count} processes`) })
  const [one, many] = [await measure(1), await measure(most)]
  printLoad()
  for (const kind of ['put', 'get'] as const) {
    const ratio = (many[kind].perSecond / one[kind].perSecond).toFixed(2)
    const names = [`${kind} 1 kB, 1 process, PostgreSQL`, `${most} processes`] as const
    console.log(`${names[0].padEnd(34)} ${figures(one[kind])}   ${names[1]} ${figures(many[kind])}   × ${ratio}`)
  }
}

function printLoad(): void {
  console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)}, of ${availableParallelism()} cores`)
}

function figures({ perSecond, p95Ms, cpuMs }: Throughput): string {
  const cpu = `${cpuMs.toFixed(2).padStart(5)} ms CPU`
  return `${perSecond.toFixed(0).padStart(6)}/s  p95 ${p95Ms.toFixed(1).padStart(6)} ms  ${cpu}`
}

function print(rows: readonly Row[]): void {
  printLoad()
  for (const { name, ours, floor } of rows) {
    const rate = (ours.perSecond / floor.perSecond).toFixed(2)
    const cpu = (ours.cpuMs / floor.cpuMs).toFixed(1)
    console.log(`${name.padEnd(34)} ${figures(ours)}   floor ${figures(floor)}   rate × ${rate}, CPU × ${cpu}`)
  }
}
