import { systemClock, type WallClock } from '@openkey/protocol'
import * as z from 'zod'
import { defaultMaxBodyBytes } from './limits.ts'

/** How a node is set up. Environment names for these are the server's business. */
export const nodeOptionsSchema = z.strictObject({
  /** Folder of all data, made when missing; `:memory:` keeps nothing. */
  dataDir: z.string().min(1),
  /** File of the database, or `:memory:`. @default `node.db` in `dataDir` */
  databaseFile: z.string().min(1).optional(),
  /** Folder of large values. @default `blobs` in `dataDir` */
  blobsDir: z.string().min(1).optional(),
  /** How much the values and databases of one space may take, in bytes. @default no limit */
  storageLimitBytes: z.int().min(1).optional(),
  /** Service that says which spaces may be hosted here: `GET <url>/<space>` answers 2xx. @default all may */
  spacesAllowlist: z.url({ protocol: /^https?$/ }).optional(),
  /** Base64url of at least 32 bytes, from which the node's DIDs derive. @default one made and kept in `dataDir` */
  keysSecret: z.string().optional(),
  /** @default the system's */
  clock: z.custom<WallClock>((value) => value instanceof Object && 'now' in value).default(systemClock),
  /** How far ahead an invocation may expire, in seconds. @default 300 */
  maxInvocationLifetimeSecs: z.int().min(1).max(86_400).default(300),
  /** Largest request body, in bytes. @default 16 MiB */
  maxBodyBytes: z.int().min(1).default(defaultMaxBodyBytes),
  /** Whether pages of other origins may call. @default true */
  cors: z.boolean().default(true),
  /** Hears of every error that is no refusal, answered with 500 or 503; it may hold paths of this machine. @default nobody does */
  report: z.custom<(error: unknown) => void>((value) => typeof value === 'function').default(() => () => undefined),
})

export type NodeOptions = z.input<typeof nodeOptionsSchema>
