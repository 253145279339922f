import type { ClientSession } from '../sdk-core/session/completeSignIn.ts'
import type { SignInOptions } from '../sdk-core/session/createAuthorization.ts'
import { MemorySessionStorage } from '../sdk-core/storage/sessionStorage.ts'
import { TinyCloudClient } from '../sdk-core/tinyCloudClient.ts'
import {
  checkOptions,
  clientOptionRules,
  defaultHosts,
  isHttpUrl,
  type OptionRule,
  type TinyCloudClientOptions,
} from '../sdk-core/tinyCloudClientOptions.ts'
import { TinyCloudError } from '../sdk-core/tinyCloudError.ts'
import { type BootstrapOutcome, bootstrapAccount } from './bootstrap/bootstrapAccount.ts'
import { privateKeySigner } from './privateKeySigner.ts'

export type TinyCloudNodeOptions = TinyCloudClientOptions & {
  /**
   * A secp256k1 private key, 32 bytes as hex. The client derives the address from it and signs without asking anybody.
   * Without a key and without `signer`, the client is session-only.
   */
  readonly privateKey?: string | undefined
  /** URL of the node: short for `tinycloudHosts` with one entry. */
  readonly host?: string | undefined
  /**
   * Creates what a new account lacks after a sign-in: five spaces, schemas, registry and encryption network. Needs ten
   * signatures, so it never happens where a person signs (`signStrategy: 'ask'`). @default true
   */
  readonly autoBootstrapAccount?: boolean | undefined
}

const optionRules: Readonly<Record<keyof TinyCloudNodeOptions, OptionRule>> = {
  ...clientOptionRules,
  privateKey: { expected: 'a private key, 64 hex digits', accepts: (value) => typeof value === 'string' },
  host: { expected: 'an http: or https: URL', accepts: isHttpUrl },
  autoBootstrapAccount: { expected: 'true or false', accepts: (value) => typeof value === 'boolean' },
}

/**
 * The TinyCloud client of a program. `domain` defaults to the host of the node, because there is no page, and
 * `sessionStorage` to the memory of the process.
 *
 * @example
 * const tc = new TinyCloudNode({
 *   privateKey: process.env.WALLET_PRIVATE_KEY,
 *   sessionStorage: new FileSessionStorage('./session.json'),
 * })
 * await tc.signIn()
 * await tc.kv.put('greeting', 'hello')
 */
export class TinyCloudNode extends TinyCloudClient {
  readonly #skipReason: 'interactive-signer' | 'auto-bootstrap-disabled' | undefined
  readonly #fetch: typeof globalThis.fetch
  readonly #engineId = globalThis.crypto.randomUUID()
  #outcome: BootstrapOutcome | undefined
  #signingIn: Promise<ClientSession> | undefined
  #bootstrapping: Promise<BootstrapOutcome> | undefined

  /** @throws {TinyCloudError} `option_invalid`. The message never contains the key */
  constructor(options: TinyCloudNodeOptions = {}) {
    checkOptions(options, optionRules, 'TinyCloudNode')
    const { privateKey, host, autoBootstrapAccount = true, ...common } = options
    refuseBoth(options, 'privateKey', 'signer')
    refuseBoth(options, 'host', 'tinycloudHosts')
    const tinycloudHosts = host === undefined ? (common.tinycloudHosts ?? defaultHosts) : [host]
    const own = privateKey === undefined ? {} : { signer: privateKeySigner(privateKey), signStrategy: 'auto' as const }
    super(
      { ...own, ...withoutUndefined(common), tinycloudHosts },
      {
        domain: () => new URL(tinycloudHosts[0] ?? defaultHosts[0] ?? '').host,
        sessionStorage: () => new MemorySessionStorage(),
      },
    )
    const { signStrategy = privateKey === undefined ? 'ask' : 'auto' } = common
    this.#skipReason =
      signStrategy === 'ask' ? 'interactive-signer' : autoBootstrapAccount ? undefined : 'auto-bootstrap-disabled'
    this.#fetch = common.fetch ?? ((...request) => globalThis.fetch(...request))
  }

  /** Outcome of creating the account at the last sign-in; `undefined` before the first one. */
  get bootstrapStatus(): BootstrapOutcome | undefined {
    return this.#outcome
  }

  /**
   * Whether creating the account failed at the last sign-in, which succeeded nevertheless. The next sign-in tries
   * again.
   */
  get bootstrapSkipped(): boolean {
    return this.#outcome?.status === 'degraded'
  }

  /** Signs in, and creates what the account lacks. Concurrent calls without a `nonce` share both. */
  override signIn(options?: SignInOptions): Promise<ClientSession> {
    const start = async () => {
      const session = await super.signIn(options)
      this.#bootstrapping ??= this.#bootstrap().finally(() => {
        this.#bootstrapping = undefined
      })
      this.#outcome = await this.#bootstrapping
      return session
    }
    if (options?.nonce !== undefined) return start()
    this.#signingIn ??= start().finally(() => {
      this.#signingIn = undefined
    })
    return this.#signingIn
  }

  /** Second half of a sign-in with an external signer, which may be a person: creates nothing. */
  override signInWithPreparedSession(
    ...prepared: Parameters<TinyCloudClient['signInWithPreparedSession']>
  ): Promise<ClientSession> {
    this.#outcome = { status: 'skipped', reason: 'interactive-signer' }
    return super.signInWithPreparedSession(...prepared)
  }

  async #bootstrap(): Promise<BootstrapOutcome> {
    const session = this.activeSession
    if (this.#skipReason !== undefined || session === undefined) {
      return { status: 'skipped', reason: this.#skipReason ?? 'interactive-signer' }
    }
    const [fetch, engineId] = [this.#fetch, this.#engineId]
    return bootstrapAccount({ session, signing: this.signing(), fetch, requestTimeoutMs: 30_000, engineId })
  }
}

function refuseBoth(options: TinyCloudNodeOptions, one: keyof TinyCloudNodeOptions, other: keyof TinyCloudNodeOptions) {
  if (options[one] === undefined || options[other] === undefined) return
  throw new TinyCloudError('option_invalid', `Pass either “${one}” or “${other}” to TinyCloudNode, not both.`, {
    details: { received: `${one} ${other}` },
  })
}

/** Keeps an option that is set to `undefined`, such as `signer`, from replacing what follows from the private key. */
function withoutUndefined(options: TinyCloudClientOptions): TinyCloudClientOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
