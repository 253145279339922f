import { invalidField } from '../checks/check.ts'
import type { MethodChecks } from '../methods/methods.ts'
import { readCall, readReply } from './comlinkMessages.ts'
import type { MessagePolicy } from './guardEndpoint.ts'

/** Maximum number of calls that one side may have open in the other at a time. */
export const maxOpenCalls = 32

/** Policy of the called side: a known method, an input that passes its check, and a bounded number of open calls. */
export function callPolicy(inputs: MethodChecks): MessagePolicy {
  const open = new Set<string>()
  return {
    acceptIncoming(message) {
      const call = readCall(message)
      const check = call && Object.hasOwn(inputs, call.name) ? inputs[call.name] : undefined
      if (call === undefined || check === undefined) return { code: 'unsupported_method' }
      if (open.has(call.id)) return { code: 'invalid_params' }
      if (open.size >= maxOpenCalls) return { code: 'busy' }
      if (!check(call.input)) return { code: 'invalid_params', field: invalidField(check, call.input) }
      open.add(call.id)
      return undefined
    },
    replyToRejected: () => 'peer',
    acceptOutgoing: (message) => open.delete(readReply(message)?.id ?? ''),
  }
}
