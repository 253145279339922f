import type { Narrowing, RemovedCapability } from '@openkey/protocol'
import type { PreparedSession, PrivateJwk } from '@openkey/protocol/session'
import type { CapabilityOptions } from '../capabilities/resolveSignInCapabilities.ts'
import { ensureRequestedNetworks } from '../encryption/ensureEncryptionNetwork.ts'
import { checkNodeInfo } from '../node-http/checkNodeInfo.ts'
import { ensureSpaceExists } from '../space/ensureSpaceExists.ts'
import { type AfterSignInHook, runAfterSignIn } from './afterSignIn.ts'
import type { ActiveSession } from './completeSignIn.ts'
import { completeSignIn } from './completeSignIn.ts'
import type { SessionKeeper } from './createSessionKeeper.ts'
import type { PreparedSignIn } from './prepareSignIn.ts'
import { prepareSignIn } from './prepareSignIn.ts'
import type { Signing } from './signing.ts'

export type AuthorizationOptions = {
  readonly sessions: SessionKeeper
  /** @throws {TinyCloudError} `signer_missing` */
  readonly signing: () => Signing
  /** Returns how to have the space hosted during sign-in, or `undefined` to skip that. */
  readonly hosting: () => Signing | undefined
  readonly capabilities: CapabilityOptions
  readonly tinycloudHosts: readonly string[]
  readonly afterSignIn: readonly AfterSignInHook[]
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
}

export type SignInOptions = {
  /**
   * A relying party's one-time challenge, 8 or more letters and digits. A stored session has another nonce, so the
   * wallet always signs. @default a random nonce
   */
  readonly nonce?: string | undefined
}

export type PrepareOptions = SignInOptions & {
  /** Capabilities and lifetime that the user removed from the previous message. @default nothing */
  readonly narrowing?: Narrowing | undefined
}

/** The steps of a sign-in. */
export type Authorization = {
  /** `resolveSignInCapabilities`, then `prepareSession`. */
  prepare(options?: PrepareOptions): Promise<PreparedSignIn>
  /** `completeSessionSetup`, `checkNodeInfo`, the `afterSignIn` hooks, then `ensureSpaceExists`. */
  complete(prepared: PreparedSession, signature: string, keyId: string, jwk: PrivateJwk): Promise<ActiveSession>
  /** Restores a session, or prepares one, has the wallet sign it, and completes it. */
  signIn(options?: SignInOptions): Promise<ActiveSession>
}

export function createAuthorization(options: AuthorizationOptions): Authorization {
  const { sessions, signing, hosting, capabilities, tinycloudHosts, afterSignIn, fetch, now } = options

  /** The last prepared message, and the capabilities that the user removed from it. */
  let narrowed: { readonly siwe: string; readonly removed: readonly RemovedCapability[] } | undefined

  async function prepare({ nonce, narrowing }: PrepareOptions = {}): Promise<PreparedSignIn> {
    const signIn = await prepareSignIn({ ...signing(), capabilities, nonce, narrowing })
    narrowed = narrowing && { siwe: signIn.prepared.siwe, removed: narrowing.removed }
    return signIn
  }

  async function complete(prepared: PreparedSession, signature: string, keyId: string, jwk: PrivateJwk) {
    const removed = narrowed?.siwe === prepared.siwe ? narrowed.removed : undefined
    const completed = { ...completeSignIn({ prepared, signature, keyId, jwk }), removed }
    const { client, granted } = completed
    const node = await checkNodeInfo(tinycloudHosts, fetch)
    await runAfterSignIn(afterSignIn, client)
    await ensureSpaceExists(node, { client, granted, spaceId: granted.spaceId, hosting: hosting() })
    const session = await sessions.keep(completed, node)
    await ensureRequestedNetworks(session, capabilities, now)
    return session
  }

  return {
    prepare,
    complete,
    async signIn(signInOptions = {}) {
      const { sign, knownAddress } = signing()
      const restored = signInOptions.nonce === undefined ? await sessions.restore(await knownAddress()) : undefined
      if (restored?.status === 'restored') return sessions.require()
      const { prepared, keyId, jwk } = await prepare(signInOptions)
      return complete(prepared, await sign(prepared.siwe, 'sign-in'), keyId, jwk)
    },
  }
}
