import { join } from 'node:path'
import type { WallClock } from '@openkey/protocol'
import * as z from 'zod'
import { type BlockCheck, createBlockCheck } from './blocks/blockCheck.ts'
import { type BlockStore, createBlockStore } from './blocks/blockStore.ts'
import type { Blocks } from './blocks/blocks.ts'
import { openLocalBlocks } from './blocks/openLocalBlocks.ts'
import { openS3Blocks, type S3Options } from './blocks/openS3Blocks.ts'
import type { Database } from './database/database.ts'
import { migrate } from './database/migrate.ts'
import { describeLocation, openDatabase } from './database/openDatabase.ts'
import { createDelegationStore, type DelegationStore } from './delegationStore.ts'
import { createFreeSpace, type FreeSpace } from './freeSpace.ts'
import { createKvStore, type KvStore } from './kvStore.ts'
import { createNetworkStore, type NetworkStore } from './networkStore.ts'
import { createQuota } from './quota.ts'
import { createReplayStore, type ReplayStore } from './replayStore.ts'
import { createSpaceStore, type SpaceStore } from './spaceStore.ts'
import { createSqlDatabaseStore, type SqlDatabaseStore } from './sqlDatabaseStore.ts'
import { memoryStaging, openFileStaging, type Staging } from './staging.ts'
import { createSweep, type Sweep } from './sweep.ts'

/** All persistent data of the node. */
export type Storage = {
  readonly delegations: DelegationStore
  readonly spaces: SpaceStore
  readonly replays: ReplayStore
  readonly kv: KvStore
  readonly sqlDatabases: SqlDatabaseStore
  readonly networks: NetworkStore
  /** Applies all changes of a write or none. */
  readonly transaction: Database['transaction']
  readonly freeSpace: FreeSpace
  readonly staging: Staging
  /** Removes what is no longer needed. */
  readonly sweep: Sweep
  readonly connections: Database['connections']
  /** @throws if the database does not respond */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Where large values are stored. */
export type BlocksOptions =
  | { readonly type: 'Local'; readonly path?: string | undefined }
  | ({ readonly type: 'S3' } & S3Options)

/**
 * Opens the data of a node: `node.db` and `blobs/` in `dataDir`, unless `databaseLocation` and `blocks` name other
 * places. Creates missing folders. `:memory:` stores nothing.
 * @param options `nodeId` is the owner of the data: a new database is bound to it
 * @throws {Error} if the data cannot be opened or belongs to another node
 */
export async function openStorage(options: {
  readonly dataDir: string
  readonly databaseLocation?: string | undefined
  readonly maxConnections: number
  readonly blocks: BlocksOptions
  readonly limitBytes?: number | undefined
  readonly ownerLimitBytes?: number | undefined
  readonly nodeId: string
  readonly clock: WallClock
  readonly staging?: 'Memory' | 'FileSystem'
  readonly onError: (error: unknown) => void
}): Promise<Storage> {
  const { dataDir, maxConnections, limitBytes, ownerLimitBytes, nodeId, clock, staging = 'Memory', onError } = options
  const inMemory = dataDir === ':memory:'
  const location = options.databaseLocation ?? (inMemory ? dataDir : join(dataDir, 'node.db'))
  let database: Database | undefined
  let opened: OpenedBlocks | undefined
  try {
    const found = openDatabase({ location, maxConnections, onError })
    database = found.database
    await prepare(database, nodeId)
    opened = await openBlocks(options.blocks, inMemory ? undefined : dataDir)
    const { folder, blocks } = opened
    const received = openStaging(staging === 'FileSystem' ? opened.stagingFolder : undefined)
    await received.sweep()
    const storage = assemble({
      ...{ database, clock, staging: received, limitBytes, ownerLimitBytes },
      blocks: blocks && createBlockStore({ blocks, database }),
      check: blocks && createBlockCheck({ blocks, database }),
      onError,
      freeSpace: createFreeSpace(found.folder ?? folder),
    })
    await storage.sweep.run()
    return {
      ...storage,
      async close() {
        await storage.close()
        opened?.close()
      },
    }
  } catch (cause) {
    await database?.close().catch(() => undefined)
    opened?.close()
    const place = options.databaseLocation === undefined ? dataDir : describeLocation(location)
    throw new Error(`Cannot open the node's data in ${place}: ${reasonOf(cause)}`, { cause })
  }
}

function assemble(parts: {
  readonly database: Database
  readonly blocks: BlockStore | undefined
  readonly check: BlockCheck | undefined
  readonly onError: (error: unknown) => void
  readonly limitBytes: number | undefined
  readonly ownerLimitBytes: number | undefined
  readonly clock: WallClock
  readonly freeSpace: FreeSpace
  readonly staging: Staging
}): Storage {
  const { database, limitBytes, ownerLimitBytes } = parts
  const quota = createQuota({ database, limitBytes, ownerLimitBytes })
  const [delegations, replays, networks] = [
    createDelegationStore(database),
    createReplayStore(database),
    createNetworkStore(database),
  ]
  return {
    ...{ delegations, replays, networks },
    spaces: createSpaceStore(database),
    kv: createKvStore({ ...parts, quota }),
    sqlDatabases: createSqlDatabaseStore({ ...parts, quota }),
    transaction: database.transaction,
    freeSpace: parts.freeSpace,
    staging: parts.staging,
    sweep: createSweep({ ...parts, delegations, replays, networks }),
    connections: database.connections,
    async ping() {
      await database.first(z.object({}), 'SELECT 1 AS one')
    },
    close: database.close,
  }
}

type OpenedBlocks = {
  readonly blocks: Blocks | undefined
  /** Folder of the values, if they are on this machine. */
  readonly folder: string | undefined
  readonly stagingFolder: string | undefined
  close(): void
}

/** @param dataDir `undefined` if nothing is stored */
async function openBlocks(options: BlocksOptions, dataDir: string | undefined): Promise<OpenedBlocks> {
  const staging = (folder: string | undefined) => folder && join(folder, 'staging')
  if (options.type === 'S3') {
    const blocks = await openS3Blocks(options)
    return { blocks, folder: undefined, stagingFolder: staging(dataDir), close: blocks.close }
  }
  const folder = options.path ?? (dataDir && join(dataDir, 'blobs'))
  const close = () => undefined
  if (folder === undefined) return { blocks: undefined, folder, stagingFolder: undefined, close }
  // The staging folder lies in that of the values, so that a file can be moved there.
  return { blocks: openLocalBlocks(folder), folder, stagingFolder: staging(folder), close }
}

function openStaging(folder: string | undefined): Staging {
  return folder === undefined ? memoryStaging : openFileStaging(folder)
}

const nodeRow = z.object({ id: z.string() })

/** Migrates the tables, and binds a new database to a node. Processes that start at the same time wait for each other. */
function prepare(database: Database, nodeId: string): Promise<void> {
  return database.exclusively('tinycloud/start', async () => {
    await migrate(database)
    const owner = (await database.first(nodeRow, 'SELECT id FROM node'))?.id
    if (owner === undefined) await database.run('INSERT INTO node (id) VALUES (?)', [nodeId])
    else if (owner !== nodeId) throw new Error(`it belongs to node ${owner}, but the secret is for node ${nodeId}`)
  })
}

function reasonOf(cause: unknown): string {
  // A failed connection to several addresses has no message of its own.
  const [first = cause] = cause instanceof AggregateError ? cause.errors : []
  return first instanceof Error ? first.message : String(first)
}
