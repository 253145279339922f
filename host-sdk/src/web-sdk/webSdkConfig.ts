import type { OpenKey } from '../openKey.ts'
import { createWeb3Driver, type Web3Driver } from './createWeb3Driver.ts'

export type WebSdkOptions = {
  /** Authority of this page with its port: `location.host`. web-sdk 0.2 leaves the port out by itself. */
  readonly domain: string
  /** How long a session lasts, in milliseconds from the sign-in. @default 3_600_000, one hour */
  readonly sessionExpirationMs?: number | undefined
}

/** The part of its configuration that web-sdk 0.2 takes from a wallet. */
export type WebSdkConfig = {
  readonly providers: { readonly web3: { readonly driver: Web3Driver } }
  readonly siweConfig: { readonly domain: string; readonly expirationTime: string }
}

/**
 * What the published TinyCloud web-sdk (0.2) is to be given, so that OpenKey can sign for it: a `web3` driver, and the
 * two fields of the sign-in message that it would leave out or get wrong. Later web-sdks take `openkey.signer` itself.
 */
export function webSdkConfig(
  { signer }: Pick<OpenKey, 'signer'>,
  { domain, sessionExpirationMs = 3_600_000 }: WebSdkOptions,
): WebSdkConfig {
  return {
    providers: { web3: { driver: createWeb3Driver(signer) } },
    siweConfig: {
      domain,
      // Read as each sign-in begins, so that a page left open asks for no session that has ended.
      get expirationTime() {
        return new Date(Date.now() + sessionExpirationMs).toISOString()
      },
    },
  }
}
