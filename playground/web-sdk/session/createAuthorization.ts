import type { PreparedSession, PrivateJwk } from '@openkey/protocol/session'
import type { CapabilityOptions } from '../capabilities/chooseCapabilities.ts'
import { ensureRequestedNetworks } from '../encryption/ensureEncryptionNetwork.ts'
import { findNode } from '../node-http/findNode.ts'
import { activateSpace } from '../space/hostSpace.ts'
import type { ActiveSession } from './completeSignIn.ts'
import { completeSignIn } from './completeSignIn.ts'
import type { SessionKeeper } from './createSessionKeeper.ts'
import type { Signing } from './createSigning.ts'
import type { PreparedSignIn } from './prepareSignIn.ts'
import { prepareSignIn } from './prepareSignIn.ts'

export type AuthorizationOptions = {
  readonly sessions: SessionKeeper
  /** @throws {TinyCloudError} `signer_missing` */
  readonly signing: () => Signing
  /** Returns how to have the space hosted during sign-in, or `undefined` to skip that. */
  readonly hosting: () => Signing | undefined
  readonly capabilities: CapabilityOptions
  readonly tinycloudHosts: readonly string[]
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
}

/** The steps of a sign-in. */
export type Authorization = {
  prepare(): Promise<PreparedSignIn>
  complete(prepared: PreparedSession, signature: string, keyId: string, jwk: PrivateJwk): Promise<ActiveSession>
  /** Restores a session, or prepares one, has the wallet sign it, and completes it. */
  signIn(): Promise<ActiveSession>
}

export function createAuthorization(options: AuthorizationOptions): Authorization {
  const { sessions, signing, hosting, capabilities, tinycloudHosts, fetch, now } = options

  const prepare = async () => prepareSignIn({ ...signing(), capabilities })

  async function complete(prepared: PreparedSession, signature: string, keyId: string, jwk: PrivateJwk) {
    const completed = completeSignIn({ prepared, signature, keyId, jwk })
    const { client, granted } = completed
    const node = await findNode(tinycloudHosts, fetch)
    await activateSpace(node, { client, granted, spaceId: granted.spaceId, hosting: hosting() })
    const session = await sessions.keep(completed, node)
    await ensureRequestedNetworks(session, capabilities, now)
    return session
  }

  return {
    prepare,
    complete,
    async signIn() {
      const { signer } = signing()
      const restored = await sessions.restore()
      if (restored.status === 'restored') return sessions.require()
      const { prepared, keyId, jwk } = await prepare()
      return complete(prepared, await signer.signMessage(prepared.siwe), keyId, jwk)
    },
  }
}
