import { MemorySessionStorage, TinyCloudWeb } from '../../web-sdk/index.ts'
import type { Switches } from '../switches/switches.ts'
import { capabilityRequest } from './clientOptions.ts'

/** Address in the preview while no user is signed in. */
export const exampleAddress = '0x0000000000000000000000000000000000000001'

/**
 * Returns the message that a sign-in with these switches asks the user to sign, with a session key of its own. It sends
 * no request and opens no widget.
 * @throws {TinyCloudError} `capability_request_invalid`
 */
export async function previewMessage(switches: Switches, address = exampleAddress): Promise<string> {
  const client = new TinyCloudWeb({
    signer: {
      getAddress: async () => address,
      getChainId: async () => Number(switches.chain),
      signMessage: async () => Promise.reject(new Error('A preview signs nothing.')),
    },
    sessionStorage: new MemorySessionStorage(),
    capabilityRequest: capabilityRequest(switches),
  })
  return (await client.prepareSessionForSigning()).prepared.siwe
}
