import type { Bootstrap } from '@openkey/protocol'
import { formatSiweMessage } from '@openkey/protocol/siwe'
import type { OpenKey } from '../openKey.ts'
import type { RelyingParty } from './relyingParty.ts'

/**
 * A signed sign-in, which the server has accepted if the element has a `verify-url`. The `detail` of
 * `openkey:signedin`.
 * @example
 * element.addEventListener('openkey:signedin', ({ detail }) => console.log(detail.address))
 */
export type SignedIn = {
  /** [EIP-55](https://eips.ethereum.org/EIPS/eip-55) address. */
  readonly address: string
  /** The [EIP-4361](https://eips.ethereum.org/EIPS/eip-4361) text, byte for byte as it was signed. */
  readonly message: string
  /** [EIP-191](https://eips.ethereum.org/EIPS/eip-191) signature, 65 bytes in hex. */
  readonly signature: string
  readonly bootstrap: Bootstrap
  /** Response body of `verify-url`. */
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

/** Time the server has to verify the message, in milliseconds. */
export const signInLifetimeMs = 10 * 60_000

/** Slightly less than the 5 min by which the widget lets `Issued At` be ahead of the device's clock. */
const maxAheadMs = 4 * 60_000

/** Signs in to the app's own server: requests a nonce, has a SIWE message signed, and lets the server verify it. */
export async function signInToServer(options: SignInToServerOptions): Promise<SignedIn> {
  const { openkey, server, statement, origin, now, signal } = options
  const auth = {
    async prepareSessionForSigning() {
      const { address, chainId, keyId } = await openkey.connect({ signal })
      const nonce = await server.nonce()
      const deviceMs = now()
      const serverMs = deviceMs + (server.aheadMs?.() ?? 0)
      // Times that server and widget both accept, even if the device's clock is wrong.
      const issuedAtMs = Math.min(serverMs, deviceMs + maxAheadMs)
      const endMs = Math.max(serverMs, deviceMs) + signInLifetimeMs
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
