import { OpenKeyError } from '@openkey/protocol'

/**
 * EIP-3326 for a wallet that has one chain: switching to it is nothing to do.
 * @param chainId EIP-155 id of that chain
 * @throws {OpenKeyError} `chain_unsupported`
 */
export function switchChain(params: unknown, chainId: number): null {
  const [wanted] = Array.isArray(params) ? params : []
  const received = String(wanted?.chainId)
  if (Number(received) === chainId) return null
  const expected = `0x${chainId.toString(16)}`
  throw new OpenKeyError('chain_unsupported', `The account is on chain ${expected} only.`, {
    details: { expected, received },
  })
}
