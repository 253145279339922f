import { readCall, readReply, writeReply } from './comlinkMessages.ts'
import type { Rules } from './guardEndpoint.ts'
import type { MethodChecks } from './methods/methods.ts'

/**
 * Rules of the calling side: only `RAW` replies to calls that are open, and only values the check of the method's
 * result accepts. A reply that breaks them settles its call with an error; a reply to nothing is dropped.
 */
export function replyRules(results: MethodChecks): Rules {
  const open = new Map<string, string>()
  return {
    admit(message) {
      const reply = readReply(message)
      const name = reply && open.get(reply.id)
      const isFit = name !== undefined && results[name]?.(reply?.value)
      if (reply === undefined || !isFit) return { code: 'internal' }
      open.delete(reply.id)
      return undefined
    },
    answer(id, _result, _toPeer, toComlink) {
      // Whatever was wrong with it, to the caller it is an answer the protocol does not have.
      if (open.delete(id)) toComlink(writeReply({ id, value: { ok: false, error } }))
    },
    release(message) {
      const call = readCall(message)
      if (call === undefined || !Object.hasOwn(results, call.name)) return false
      open.set(call.id, call.name)
      return true
    },
  }
}

const error = { code: 'internal', message: 'The answer was refused.' } as const
