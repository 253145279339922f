import type { WallClock } from '@openkey/protocol'
import type { CapabilityRequest, Manifest } from './capabilities/manifest.ts'
import type { AfterSignInHook } from './session/afterSignIn.ts'
import type { ClientEvent } from './session/clientEvent.ts'
import type { SignStrategy } from './session/signStrategy.ts'
import type { Signer } from './signer.ts'
import type { SessionStorage } from './storage/sessionStorage.ts'
import { TinyCloudError } from './tinyCloudError.ts'

/** The options that every SDK has. */
export type TinyCloudClientOptions = {
  /** The wallet. Without it, a client can restore a session or use a delegation, but cannot sign in. */
  readonly signer?: Signer | undefined
  /** Chooses who decides about a signature: see {@link SignStrategy}. @default 'ask' */
  readonly signStrategy?: SignStrategy | undefined
  /** URLs of nodes, in order of preference. The first that responds is used. @default the hosted node */
  readonly tinycloudHosts?: readonly string[] | undefined
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
  /** Where the session is stored. @default the SDK's own */
  readonly sessionStorage?: SessionStorage | undefined
  /** Prefix of the storage keys. @default 'tinycloud' */
  readonly sessionStorageKeyPrefix?: string | undefined
  /** Lifetime of a session, in milliseconds. @default 3_600_000, one hour */
  readonly sessionExpirationMs?: number | undefined
  /** `domain` of the SIWE message. @default the SDK's own */
  readonly domain?: string | undefined
  /** Run in their order during a sign-in. @default none */
  readonly afterSignIn?: readonly AfterSignInHook[] | undefined
  readonly clock?: WallClock | undefined
  readonly fetch?: typeof globalThis.fetch | undefined
}

/** Parts that an SDK adds for the place where it runs. */
export type Platform = {
  /** Default of the option `domain`. */
  readonly domain: () => string
  /** Default of the option `sessionStorage`. */
  readonly sessionStorage: () => SessionStorage
  /** Hears what happens to the session. */
  readonly notify?: ((event: ClientEvent) => void) | undefined
}

/** The hosted node. */
export const defaultHosts: readonly string[] = ['https://node.tinycloud.xyz']

/** The rule for an option, in words and as a test. */
export type OptionRule = { readonly expected: string; readonly accepts: (value: unknown) => boolean }

const isText = (value: unknown) => typeof value === 'string'
const isObject = (value: unknown) => typeof value === 'object' && value !== null
const isFunction = (value: unknown) => typeof value === 'function'
const text: OptionRule = { expected: 'text', accepts: isText }
const flag: OptionRule = { expected: 'true or false', accepts: (value) => typeof value === 'boolean' }
const object: OptionRule = { expected: 'an object', accepts: isObject }

export const clientOptionRules: Readonly<Record<keyof TinyCloudClientOptions, OptionRule>> = {
  signer: { expected: 'a signer', accepts: (value) => isObject(value) || isFunction(value) },
  signStrategy: {
    expected: "'ask', 'auto' or a function",
    accepts: (value) => value === 'ask' || value === 'auto' || isFunction(value),
  },
  tinycloudHosts: {
    expected: 'a list of http: or https: URLs',
    accepts: (value) => Array.isArray(value) && value.every(isHttpUrl),
  },
  spacePrefix: text,
  autoCreateSpace: flag,
  manifest: object,
  capabilityRequest: object,
  kvPrefix: text,
  persistSession: flag,
  sessionStorage: object,
  sessionStorageKeyPrefix: text,
  sessionExpirationMs: {
    expected: 'a number of milliseconds above 0',
    accepts: (value) => typeof value === 'number' && Number.isFinite(value) && value > 0,
  },
  domain: text,
  afterSignIn: {
    expected: 'a list of hooks',
    accepts: (value) => Array.isArray(value) && value.every(isHook),
  },
  clock: object,
  fetch: { expected: 'a function', accepts: isFunction },
}

function isHook(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'run' in value && isFunction(value.run)
}

export function isHttpUrl(value: unknown): boolean {
  return isText(value) && URL.canParse(String(value)) && /^https?:$/.test(new URL(String(value)).protocol)
}

/**
 * Requires that every option is known and has the right type. Callers may be untyped, and a misspelled option would
 * otherwise be ignored. The message never contains a value, because an option may hold a private key.
 * @throws {TinyCloudError} `option_invalid`, with the option in `details.received`
 */
export function checkOptions(options: object, rules: Readonly<Record<string, OptionRule>>, sdk: string): void {
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule === undefined) {
      throw new TinyCloudError('option_invalid', `${sdk} has no option “${name}”.`, {
        details: { received: name, expected: Object.keys(rules).join(' ') },
      })
    }
    if (value === undefined || rule.accepts(value)) continue
    throw new TinyCloudError('option_invalid', `The option “${name}” of ${sdk} must be ${rule.expected}.`, {
      details: { received: name, expected: rule.expected },
    })
  }
}
