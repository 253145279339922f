import { memberAtFault } from './checks/check.ts'
import { readCall, readReply, writeCall, writeReply } from './comlinkMessages.ts'
import type { Refusal, Rules } from './guardEndpoint.ts'
import { maxOpenCalls } from './limits.ts'
import type { MethodChecks } from './methods/methods.ts'

/** Rules of the called side: a known method, an argument its check accepts, a bounded number at a time. */
export function callRules(inputs: MethodChecks): Rules {
  const open = new Set<string>()
  return {
    admit(message) {
      const call = readCall(message)
      const check = call !== undefined && Object.hasOwn(inputs, call.name) ? inputs[call.name] : undefined
      if (call === undefined || check === undefined) return refuse('unsupported_method', 'There is no such method.')
      if (open.has(call.id)) return refuse('invalid_params', 'A call with this id is open.')
      if (open.size >= maxOpenCalls) return refuse('busy', 'Too many calls are open.')
      if (!check(call.input)) {
        return refuse('invalid_params', 'The argument does not fit the method.', memberAtFault(check, call.input))
      }
      open.add(call.id)
      return { message: writeCall(call) }
    },
    answer: (id, value, { toPeer }) => toPeer(writeReply({ id, value })),
    release(message) {
      const reply = readReply(message)
      return reply !== undefined && open.delete(reply.id)
    },
  }
}

function refuse(code: Refusal['code'], reason: string, field?: string): { readonly refusal: Refusal } {
  return { refusal: { code, reason, field } }
}
