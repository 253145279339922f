import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { WallClock } from '@openkey/protocol'
import * as z from 'zod'
import { type BlobFiles, openBlobFiles } from './blobFiles.ts'
import { type Database, openDatabase } from './database.ts'
import { createDelegationStore, type DelegationStore } from './delegationStore.ts'
import { createKvStore, type KvStore } from './kvStore.ts'
import { migrate } from './migrate.ts'
import { createNetworkStore, type NetworkStore } from './networkStore.ts'
import { createQuota, type Quota } from './quota.ts'
import { createReplayStore, type ReplayStore } from './replayStore.ts'
import { createSpaceStore, type SpaceStore } from './spaceStore.ts'
import { createSqlDatabaseStore, type SqlDatabaseStore } from './sqlDatabaseStore.ts'

/** All persistent data of the node. */
export type Storage = {
  readonly delegations: DelegationStore
  readonly spaces: SpaceStore
  readonly replays: ReplayStore
  readonly kv: KvStore
  readonly sqlDatabases: SqlDatabaseStore
  readonly networks: NetworkStore
  /** Applies all changes of `work` or none. */
  transaction<Result>(work: () => Result): Result
  /** @throws if the database does not respond */
  ping(): void
  close(): void
}

const nodeRow = z.object({ id: z.string() })

/**
 * Opens the data of a node: `node.db` and `blobs/` in `dataDir`, unless `databaseFile` and `blobsDir` name other places.
 * Creates missing folders. `:memory:` stores nothing.
 * @param options `nodeId` is the owner of the data: a new folder is bound to it
 * @throws {Error} if the data cannot be opened or belongs to another node
 */
export async function openStorage({
  dataDir,
  databaseFile,
  blobsDir,
  limitBytes,
  nodeId,
  clock,
}: {
  readonly dataDir: string
  readonly databaseFile?: string | undefined
  readonly blobsDir?: string | undefined
  readonly limitBytes?: number | undefined
  readonly nodeId: string
  readonly clock: WallClock
}): Promise<Storage> {
  const inMemory = dataDir === ':memory:'
  let database: Database | undefined
  try {
    const file = databaseFile ?? (inMemory ? dataDir : join(dataDir, 'node.db'))
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    database = openDatabase(file)
    migrate(database)
    bindToNode(nodeId, database)
    const folder = blobsDir ?? (inMemory ? undefined : join(dataDir, 'blobs'))
    const files = folder === undefined ? undefined : openBlobFiles(folder)
    if (files) await sweep(database, files)
    return assemble({ database, files, quota: createQuota({ database, limitBytes }), clock })
  } catch (cause) {
    database?.close()
    throw new Error(`Cannot open the node's data in ${databaseFile ?? dataDir}: ${reasonOf(cause)}`, { cause })
  }
}

function assemble(parts: {
  readonly database: Database
  readonly files: BlobFiles | undefined
  readonly quota: Quota
  readonly clock: WallClock
}): Storage {
  const { database } = parts
  return {
    delegations: createDelegationStore(database),
    spaces: createSpaceStore(database),
    replays: createReplayStore(database),
    kv: createKvStore(parts),
    sqlDatabases: createSqlDatabaseStore(parts),
    networks: createNetworkStore(database),
    transaction: database.transaction,
    ping: () => void database.first(z.object({}), 'SELECT 1'),
    close: database.close,
  }
}

function bindToNode(nodeId: string, database: Database): void {
  const owner = database.first(nodeRow, 'SELECT id FROM node')?.id
  if (owner === undefined) database.run('INSERT INTO node (id) VALUES (?)', [nodeId])
  else if (owner !== nodeId) throw new Error(`it belongs to node ${owner}, but the secret is for node ${nodeId}`)
}

async function sweep(database: Database, files: BlobFiles): Promise<void> {
  const named = new Set(
    database.all(z.object({ file: z.string() }), 'SELECT file FROM kv WHERE file IS NOT NULL').map(({ file }) => file),
  )
  await files.sweep((name) => named.has(name))
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
