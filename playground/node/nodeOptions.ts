import { systemClock, type WallClock } from '@openkey/protocol'
import * as z from 'zod'
import type { RequestInfo, ResponseReport } from './http/observeRequests.ts'
import { defaultMaxBodyBytes, defaultMaxBodyMemoryBytes, defaultMaxStagedBytes } from './limits.ts'

/** Options of a node. `readNodeConfig` reads them from environment variables. */
export const nodeOptionsSchema = z.strictObject({
  /** Folder for all data, created if missing; `:memory:` stores nothing. */
  dataDir: z.string().min(1),
  /** `postgres://…`, `mysql://…`, a SQLite file, or `:memory:`. @default `node.db` in `dataDir` */
  databaseLocation: z.string().min(1).optional(),
  /** Maximum number of connections to a database server. @default 10 */
  maxConnections: z.int().min(4).max(1_000).default(10),
  /** Where large values are stored. @default the folder `blobs` in `dataDir` */
  blocks: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('Local'), path: z.string().min(1).optional() }),
      z.strictObject({
        type: z.literal('S3'),
        bucket: z.string().min(1),
        endpoint: z.url({ protocol: /^https?$/ }).optional(),
        region: z.string().min(1),
        accessKeyId: z.string().min(1),
        secretAccessKey: z.string().min(1),
      }),
    ])
    .default({ type: 'Local' }),
  /** Quota for the values and databases of one space, in bytes, with keys, headers and 256 bytes a row. @default no quota */
  storageLimitBytes: z.int().min(1).optional(),
  /** Quota for all spaces of one owner, in bytes. @default no quota */
  ownerLimitBytes: z.int().min(1).optional(),
  /** URL of a service that allows a space by answering `GET <url>/<space>` with 2xx. @default every space is allowed */
  spacesAllowlist: z.url({ protocol: /^https?$/ }).optional(),
  /**
   * Base64url of at least 32 bytes, from which the node derives its DIDs.
   * @default generated and stored in `dataDir`
   */
  keysSecret: z.string().optional(),
  /** @default the system clock */
  clock: z.custom<WallClock>((value) => value instanceof Object && 'now' in value).default(systemClock),
  /** Maximum remaining lifetime of an invocation, in seconds. @default 300 */
  maxInvocationLifetimeSecs: z.int().min(1).max(86_400).default(300),
  /** Maximum request body, in bytes. @default 16 MiB */
  maxBodyBytes: z.int().min(1).default(defaultMaxBodyBytes),
  /**
   * Maximum memory for the bodies of all requests and responses in progress, in bytes. One client gets at most half of
   * it. Requests beyond it are answered with 503. @default 64 MiB
   */
  maxBodyMemoryBytes: z.int().min(1).default(defaultMaxBodyMemoryBytes),
  /**
   * Where a value is held while it arrives: in memory, or if it is larger than 1 MiB, in a file. A node without a folder
   * for large values holds it in memory. @default Memory
   */
  staging: z.enum(['Memory', 'FileSystem']).default('Memory'),
  /** Maximum size of all files of values that are arriving, in bytes. One client gets at most half of it. @default 1 GiB */
  maxStagedBytes: z.int().min(1).default(defaultMaxStagedBytes),
  /** Maximum requests from one address in a minute, if the server passes addresses. @default 30,000 */
  maxRequestsPerMinute: z.int().min(1).default(30_000),
  /** Maximum tokens by one key or account in a minute. @default 6,000 */
  maxTokensPerMinute: z.int().min(1).default(6_000),
  /** Sends CORS headers for every origin. @default true */
  cors: z.boolean().default(true),
  /**
   * Receives every unexpected error, which is answered with 500 or 503, and the request that met it. The error may
   * contain local paths.
   * @default ignored
   */
  onError: z
    .custom<(error: unknown, request?: RequestInfo) => void>((value) => typeof value === 'function')
    .default(() => () => undefined),
  /** Receives a report of every response. @default ignored */
  onResponse: z
    .custom<(report: ResponseReport) => void>((value) => typeof value === 'function')
    .default(() => () => undefined),
})

export type NodeOptions = z.input<typeof nodeOptionsSchema>
