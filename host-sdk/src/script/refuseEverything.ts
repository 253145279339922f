import type { OpenKeyError } from '@openkey/protocol'
import type { OpenKey } from '../openKey.ts'

/** An instance that could not be configured: each call says why. */
export function refuseEverything(error: OpenKeyError): OpenKey {
  const refuse = async () => {
    throw error
  }
  return {
    preload() {},
    connect: refuse,
    signSiwe: refuse,
    signIn: refuse,
    signer: { getAddress: refuse, getChainId: refuse, signMessage: refuse },
    on: () => () => {},
    ping: refuse,
    diagnose: refuse,
    disconnect: refuse,
    destroy() {},
  }
}
