import type { OpenKey } from '../openKey.ts'
import { createWeb3Driver, type Web3Driver } from './createWeb3Driver.ts'

export type WebSdkOptions = {
  /** Host of this page including its port, `location.host`. By default, web-sdk 0.2 omits the port. */
  readonly domain: string
  /** Lifetime of a session in milliseconds, counted from the sign-in. @default 3_600_000, one hour */
  readonly sessionExpirationMs?: number | undefined
}

/** The part of web-sdk 0.2's configuration that comes from a wallet. */
export type WebSdkConfig = {
  readonly providers: { readonly web3: { readonly driver: Web3Driver } }
  readonly siweConfig: { readonly domain: string; readonly expirationTime: string }
}

/**
 * Returns the configuration that lets the published TinyCloud web-sdk (0.2) sign with OpenKey: a `web3` driver and the
 * fields of the message that this web-sdk omits. Later web-sdks take `openkey.signer` or a provider instead.
 * @example
 * const tinycloud = new TinyCloudWeb({ ...webSdkConfig(openkey, { domain: location.host }) })
 * await tinycloud.signIn()
 */
export function webSdkConfig(
  { signer }: Pick<OpenKey, 'signer'>,
  { domain, sessionExpirationMs = 3_600_000 }: WebSdkOptions,
): WebSdkConfig {
  return {
    providers: { web3: { driver: createWeb3Driver(signer) } },
    siweConfig: {
      domain,
      // A getter, so that a page left open does not request a session that has expired.
      get expirationTime() {
        return new Date(Date.now() + sessionExpirationMs).toISOString()
      },
    },
  }
}
