import type { ResultChecks } from '../methods/methods.ts'
import { readCall, readReply } from './comlinkMessages.ts'
import type { MessagePolicy } from './guardEndpoint.ts'

/**
 * Policy of the calling side: `RAW` replies to open calls, with values that pass the check of the method's result.
 * A reply that breaks the policy fails its call. A reply to no open call is dropped.
 */
export function replyPolicy(results: ResultChecks): MessagePolicy {
  const open = new Map<string, string>()
  return {
    acceptIncoming(message) {
      const { id = '', value } = readReply(message) ?? {}
      if (!results[open.get(id) ?? '']?.(value)) return { code: 'internal' }
      open.delete(id)
      return undefined
    },
    replyToRejected: (id) => (open.delete(id) ? 'caller' : undefined),
    acceptOutgoing(message) {
      const call = readCall(message)
      if (call === undefined || !Object.hasOwn(results, call.name)) return false
      open.set(call.id, call.name)
      return true
    },
  }
}
