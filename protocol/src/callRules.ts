import { memberAtFault } from './checks/check.ts'
import { type Call, type Reply, readCall, writeReply } from './comlinkMessages.ts'
import type { Rules } from './guardEndpoint.ts'
import { maxOpenCalls } from './limits.ts'
import type { MethodChecks } from './methods/methods.ts'

/** Rules of the called side: a known method, an argument its check accepts, a bounded number at a time. */
export function callRules(inputs: MethodChecks): Rules<Call, Reply> {
  const open = new Set<string>()
  return {
    admit(message) {
      const call = readCall(message)
      const check = call && Object.hasOwn(inputs, call.name) ? inputs[call.name] : undefined
      if (call === undefined || check === undefined) return { code: 'unsupported_method' }
      if (open.has(call.id)) return { code: 'invalid_params' }
      if (open.size >= maxOpenCalls) return { code: 'busy' }
      if (!check(call.input)) return { code: 'invalid_params', field: memberAtFault(check, call.input) }
      open.add(call.id)
      return call
    },
    answer: (reply, toPeer) => toPeer(writeReply(reply)),
    release: (reply) => (open.delete(reply.id) ? writeReply(reply) : undefined),
  }
}
