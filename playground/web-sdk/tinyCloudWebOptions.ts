import type { Clock } from './clock.ts'
import type { Signer } from './signer.ts'
import type { SessionStorage } from './storage/sessionStorage.ts'

export type TinyCloudWebOptions = {
  /** The wallet. Without one a stored session can be restored, but nobody can sign in. */
  readonly signer?: Signer | undefined
  /** Nodes to use, in order of preference: the first that answers. */
  readonly tinycloudHosts: readonly string[]
  /** Name of the app's space in the account. @default 'default' */
  readonly spacePrefix?: string | undefined
  /** `false` leaves a space that the node does not host alone; otherwise the wallet is asked to host it. */
  readonly autoCreateSpace?: boolean | undefined
  /** Goes before every key. @default '' */
  readonly kvPrefix?: string | undefined
  /** @default true */
  readonly persistSession?: boolean | undefined
  /** @default the page's localStorage */
  readonly sessionStorage?: SessionStorage | undefined
  /** @default 'tinycloud' */
  readonly sessionStorageKeyPrefix?: string | undefined
  /** @default 3_600_000, one hour */
  readonly sessionExpirationMs?: number | undefined
  /** Authority the message is for. @default the page's host, with its port */
  readonly domain?: string | undefined
  readonly clock?: Clock | undefined
  readonly fetch?: typeof globalThis.fetch | undefined
}
