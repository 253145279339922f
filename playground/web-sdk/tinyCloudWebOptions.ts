import type { WallClock } from '@openkey/protocol'
import type { CapabilityRequest, Manifest } from './capabilities/manifest.ts'
import type { SessionStorage } from './storage/sessionStorage.ts'

export type TinyCloudWebOptions = {
  /** The wallet. Without it, a client can restore a session or use a delegation, but cannot sign in. */
  readonly signer?: Signer | undefined
  /** URLs of nodes, in order of preference. The first that responds is used. */
  readonly tinycloudHosts: readonly string[]
  /** Name of the app's space in the account. @default 'default', or 'applications' with a manifest or request */
  readonly spacePrefix?: string | undefined
  /**
   * When the wallet is prompted to have the app's space hosted: `true` during sign-in, `false` when an operation first
   * needs it. Other spaces are always hosted when first needed. @default true
   */
  readonly autoCreateSpace?: boolean | undefined
  /** The app's manifest. Sign-in requests its permissions instead of the default ones. */
  readonly manifest?: Manifest | undefined
  /** Permissions to request instead of the default ones, or in addition to those of `manifest`. */
  readonly capabilityRequest?: CapabilityRequest | undefined
  /** Prefix of every key in the app's space. @default '' */
  readonly kvPrefix?: string | undefined
  /** Stores the session, so that it can be restored. @default true */
  readonly persistSession?: boolean | undefined
  /** Where the session is stored. @default the page's localStorage */
  readonly sessionStorage?: SessionStorage | undefined
  /** Prefix of the storage keys. @default 'tinycloud' */
  readonly sessionStorageKeyPrefix?: string | undefined
  /** Lifetime of a session, in milliseconds. @default 3_600_000, one hour */
  readonly sessionExpirationMs?: number | undefined
  /** `domain` of the SIWE message. @default the page's host with its port */
  readonly domain?: string | undefined
  readonly clock?: WallClock | undefined
  readonly fetch?: typeof globalThis.fetch | undefined
}

/** A wallet. Any wallet library can be adapted to this type in a few lines. */
export type Signer = {
  getAddress(): Promise<string>
  getChainId(): Promise<number>
  /** Signs the UTF-8 bytes of `message` with `personal_sign` (EIP-191). Resolves to 65 bytes as `0x` hex. */
  signMessage(message: string): Promise<string>
}
