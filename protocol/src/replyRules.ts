import { callSchema, replySchema } from './comlinkMessages.ts'
import type { Rules } from './guardEndpoint.ts'
import type { MethodSchemas } from './methods/methods.ts'

/**
 * Rules of the calling side: only `RAW` replies to calls that are open, and only values the method's result schema
 * accepts. A reply that breaks them settles its call with an error; a reply to nothing is dropped.
 */
export function replyRules(results: MethodSchemas): Rules {
  const open = new Map<string, string>()
  return {
    admit(message) {
      const reply = replySchema.safeParse(message)
      if (!reply.success) return broken
      const { id, type, value } = reply.data
      const result = results[open.get(id) ?? '']?.safeParse(value)
      if (!result?.success) return broken
      open.delete(id)
      return { message: { id, type, value: result.data } }
    },
    answer(id, _, { toComlink }) {
      // Whatever was wrong with it, to the caller it is an answer the protocol does not have.
      if (open.delete(id)) toComlink({ id, type: 'RAW', value: { ok: false, error } })
    },
    release(message) {
      const call = callSchema.safeParse(message)
      const name = call.data?.path[0]
      if (!call.success || name === undefined || !Object.hasOwn(results, name)) return false
      open.set(call.data.id, name)
      return true
    },
  }
}

const error = {
  code: 'internal',
  message: 'The other side answered with something the protocol does not have.',
} as const

const broken = { refusal: { code: error.code, reason: error.message } } as const
