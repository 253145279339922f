import type { OpenKeyError } from '@openkey/protocol'
import type { OpenKey } from '../openKey.ts'

/** Returns an instance whose calls all reject with the error of its configuration. */
export function rejectingOpenKey(error: OpenKeyError): OpenKey {
  const reject = async () => {
    throw error
  }
  return {
    preload() {},
    connect: reject,
    signSiwe: reject,
    signIn: reject,
    signer: { getAddress: reject, getChainId: reject, signMessage: reject },
    on: () => () => {},
    ping: reject,
    diagnose: reject,
    disconnect: reject,
    destroy() {},
  }
}
