import type { Invocation } from '../authority/invocation/invocation.ts'
import { NodeError } from '../errors/nodeError.ts'
import { replaySkewMs } from '../limits.ts'
import type { NetworkStore } from '../storage/networkStore.ts'

/** Durably notes that an invoker used a nonce, which it must have: two tokens with one nonce are one request. @throws {NodeError} */
export function claimNonce(
  { invoker, nonce, expiresAtMs }: Invocation,
  { networks, nowMs }: { readonly networks: NetworkStore; readonly nowMs: number },
): void {
  if (nonce === undefined) throw new NodeError('nonce_missing')
  const isFirst = networks.claimNonce({ invoker, nonce, forgetAtMs: expiresAtMs + replaySkewMs, nowMs })
  if (!isFirst) throw new NodeError('nonce_used')
}
