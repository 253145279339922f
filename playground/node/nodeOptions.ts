import { systemClock, type WallClock } from '@openkey/protocol'
import * as z from 'zod'
import { defaultMaxBodyBytes } from './limits.ts'

/** Options of a node. `readNodeConfig` reads them from environment variables. */
export const nodeOptionsSchema = z.strictObject({
  /** Folder for all data, created if missing; `:memory:` stores nothing. */
  dataDir: z.string().min(1),
  /** Database file, or `:memory:`. @default `node.db` in `dataDir` */
  databaseFile: z.string().min(1).optional(),
  /** Folder for large values. @default `blobs` in `dataDir` */
  blobsDir: z.string().min(1).optional(),
  /** Quota for the values and databases of one space, in bytes. @default no quota */
  storageLimitBytes: z.int().min(1).optional(),
  /** URL of a service that allows a space by answering `GET <url>/<space>` with 2xx. @default every space is allowed */
  spacesAllowlist: z.url({ protocol: /^https?$/ }).optional(),
  /** Base64url of at least 32 bytes, from which the node derives its DIDs. @default generated and stored in `dataDir` */
  keysSecret: z.string().optional(),
  /** @default the system clock */
  clock: z.custom<WallClock>((value) => value instanceof Object && 'now' in value).default(systemClock),
  /** Maximum remaining lifetime of an invocation, in seconds. @default 300 */
  maxInvocationLifetimeSecs: z.int().min(1).max(86_400).default(300),
  /** Maximum request body, in bytes. @default 16 MiB */
  maxBodyBytes: z.int().min(1).default(defaultMaxBodyBytes),
  /** Sends CORS headers for every origin. @default true */
  cors: z.boolean().default(true),
  /** Receives every unexpected error, which is answered with 500 or 503. It may contain local paths. @default ignored */
  onError: z.custom<(error: unknown) => void>((value) => typeof value === 'function').default(() => () => undefined),
})

export type NodeOptions = z.input<typeof nodeOptionsSchema>
