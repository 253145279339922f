import type { WallClock } from '@openkey/protocol'
import type { CapabilityRequest, Manifest } from './capabilities/manifest.ts'
import type { Signer } from './signer.ts'
import type { SessionStorage } from './storage/sessionStorage.ts'

export type TinyCloudWebOptions = {
  /** The wallet. Without one a stored session or a delegation can be used, but nobody can sign in. */
  readonly signer?: Signer | undefined
  /** Nodes to use, in order of preference: the first that answers. */
  readonly tinycloudHosts: readonly string[]
  /** Name of the app's space in the account. @default 'default', or 'applications' with a manifest or request */
  readonly spacePrefix?: string | undefined
  /**
   * When the wallet is asked to let the node host a space that it does not host yet: `true` with the sign-in, `false` when
   * an operation first needs it. Other own spaces are always hosted when first needed. @default true
   */
  readonly autoCreateSpace?: boolean | undefined
  /** What the app declares about itself; the sign-in asks for its permissions instead of the usual ones. */
  readonly manifest?: Manifest | undefined
  /** Permissions to ask for instead of the usual ones, or besides those of `manifest`. */
  readonly capabilityRequest?: CapabilityRequest | undefined
  /** Goes before every key of the app's space. @default '' */
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
  readonly clock?: WallClock | undefined
  readonly fetch?: typeof globalThis.fetch | undefined
}
