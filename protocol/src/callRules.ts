import { callSchema, replySchema } from './comlinkMessages.ts'
import type { Refusal, Rules } from './guardEndpoint.ts'
import { maxOpenCalls } from './limits.ts'
import type { MethodSchemas } from './methods/methods.ts'

/** Rules of the called side: a known method, an argument its schema accepts, a bounded number at a time. */
export function callRules(inputs: MethodSchemas): Rules {
  const open = new Set<string>()
  return {
    admit(message) {
      const call = callSchema.safeParse(message)
      const name = call.data?.path[0]
      const schema = name !== undefined && Object.hasOwn(inputs, name) ? inputs[name] : undefined
      if (!call.success || schema === undefined) return refuse('unsupported_method', 'There is no such method to call.')
      const { id, type, path, argumentList } = call.data
      if (open.has(id)) return refuse('invalid_params', 'A call with this id is open.')
      if (open.size >= maxOpenCalls) return refuse('busy', 'Too many calls are open.')
      const input = schema.safeParse(argumentList[0]?.value)
      if (!input.success) {
        return refuse('invalid_params', 'The argument does not fit the method.', input.error.issues[0]?.path.join('.'))
      }
      open.add(id)
      return { message: { id, type, path, argumentList: [{ type: 'RAW', value: input.data }] } }
    },
    answer: (id, value, { toPeer }) => toPeer({ id, type: 'RAW', value }),
    release(message) {
      const reply = replySchema.safeParse(message)
      return reply.success && open.delete(reply.data.id)
    },
  }
}

function refuse(code: Refusal['code'], reason: string, field?: string): { readonly refusal: Refusal } {
  return { refusal: { code, reason, field } }
}
