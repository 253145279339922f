import { createSessionKey, prepareSession } from '@openkey/protocol/session'
import { toChecksumAddress } from '@openkey/protocol/siwe'
import type { Signer } from '../signer.ts'
import { defaultCapabilities } from './defaultCapabilities.ts'
import type { PreparedSignIn } from './preparedSignIn.ts'

export type PrepareSignInOptions = {
  readonly signer: Signer
  readonly domain: string
  readonly spaceName: string
  readonly lifetimeMs: number
  readonly now: number
}

/** Asks the wallet who it is and writes the message to sign, for a session key made for this sign-in alone. */
export async function prepareSignIn(options: PrepareSignInOptions): Promise<PreparedSignIn> {
  const { signer, domain, spaceName, lifetimeMs, now } = options
  const address = toChecksumAddress(await signer.getAddress())
  const chainId = await signer.getChainId()
  const { jwk } = createSessionKey()
  const prepared = prepareSession({
    ...defaultCapabilities({ address, chainId }, spaceName),
    address,
    chainId,
    domain,
    issuedAt: new Date(now).toISOString(),
    expirationTime: new Date(now + lifetimeMs).toISOString(),
    jwk,
  })
  return { prepared, keyId: `session-${now}`, jwk, address, chainId }
}
