import { type Call, type Reply, readReply, writeCall } from './comlinkMessages.ts'
import type { Rules } from './guardEndpoint.ts'
import type { ResultChecks } from './methods/methods.ts'
import type { Result } from './result.ts'

/**
 * Rules of the calling side: only `RAW` replies to calls that are open, and only values the check of the method's
 * result accepts. A reply that breaks them settles its call with an error; a reply to nothing is dropped.
 */
export function replyRules(results: ResultChecks): Rules<Reply<Result<unknown>>, Call> {
  const open = new Map<string, string>()
  return {
    admit(message) {
      const { id = '', value } = readReply(message) ?? {}
      if (!results[open.get(id) ?? '']?.(value)) return { code: 'internal' }
      open.delete(id)
      return { id, value }
    },
    answer({ id }, _toPeer, toPipe) {
      // Whatever was wrong with it, to the caller it is an answer the protocol does not have.
      if (open.delete(id)) toPipe({ id, value: { ok: false, error } })
    },
    release(call) {
      if (!Object.hasOwn(results, call.name)) return undefined
      open.set(call.id, call.name)
      return writeCall(call)
    },
  }
}

const error = { code: 'internal', message: 'The answer was refused.' } as const
