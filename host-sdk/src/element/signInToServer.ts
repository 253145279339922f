import type { Bootstrap } from '@openkey/protocol'
import { formatSiweMessage } from '@openkey/protocol/siwe'
import type { OpenKey } from '../openKey.ts'
import type { RelyingParty } from './relyingParty.ts'

/** A sign-in that the user has signed, and the server has taken where it was asked. */
export type SignedIn = {
  /** EIP-55. */
  readonly address: string
  /** The EIP-4361 text, byte for byte as it was signed. */
  readonly message: string
  /** EIP-191, 65 bytes in hex. */
  readonly signature: string
  readonly bootstrap: Bootstrap
  /** Body of the answer of `verify-url`. */
  readonly answer: string | undefined
}

export type SignInToServerOptions = {
  readonly openkey: Pick<OpenKey, 'connect' | 'signIn'>
  readonly server: RelyingParty
  readonly statement: string | undefined
  /** Origin of this page. */
  readonly origin: string
  readonly now: () => number
  readonly signal: AbortSignal
}

/** A server has this long to verify, in milliseconds. */
const lifetimeMs = 10 * 60_000

/** The widget signs what begins up to 5 min ahead of the device's clock. This is a little less, in milliseconds. */
const mostAheadMs = 4 * 60_000

/** Signs in to the app's own server: its nonce, a plain SIWE message, one signature, its verdict. */
export async function signInToServer(options: SignInToServerOptions): Promise<SignedIn> {
  const { openkey, server, statement, origin, now, signal } = options
  const auth = {
    async prepareSessionForSigning() {
      const { address, chainId, keyId } = await openkey.connect({ signal })
      const nonce = await server.nonce()
      const deviceMs = now()
      const serverMs = deviceMs + (server.aheadMs?.() ?? 0)
      // Times that server and widget both accept, even if the device's clock is off.
      const issuedAtMs = Math.min(serverMs, deviceMs + mostAheadMs)
      const endMs = Math.max(serverMs, deviceMs) + lifetimeMs
      const siwe = formatSiweMessage({
        domain: new URL(origin).host,
        address,
        statement,
        uri: `${origin}/`,
        version: '1',
        chainId,
        nonce,
        issuedAt: new Date(issuedAtMs).toISOString(),
        expirationTime: new Date(endMs).toISOString(),
      })
      return { prepared: { siwe, address }, keyId, jwk: undefined }
    },
    async signInWithPreparedSession({ siwe, address }: { siwe: string; address: string }, signature: string) {
      return { address, message: siwe, signature, answer: await server.verify({ message: siwe, signature }) }
    },
  }
  const { session, bootstrap } = await openkey.signIn(auth, { signal })
  return { ...session, bootstrap }
}
