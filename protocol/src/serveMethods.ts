import { toWireError } from './errors/errorWire.ts'
import type { MethodTable } from './methods/methods.ts'
import type { Result } from './result.ts'
import { toPlain } from './toPlain.ts'

/** What this side does when it is called. Throw an `OpenKeyError` for a typed failure; any other becomes `internal`. */
export type Handlers<Methods extends MethodTable> = {
  readonly [Name in keyof Methods]: (input: Methods[Name]['input']) => Answer<Methods[Name]['value']>
}

/** A method that answers `null` may as well return nothing. */
type Answer<Value> = Value | Promise<Value> | (null extends Value ? undefined | Promise<undefined> : never)

/** The object comlink exposes: null-prototype, frozen, and its methods never throw. */
export function serveMethods<Methods extends MethodTable>(handlers: Handlers<Methods>): object {
  const served = Object.keys(handlers).map((name) => {
    const serve = async (input: unknown): Promise<unknown> => {
      try {
        const result: Result<unknown> = { ok: true, value: (await handlers[name]?.(input)) ?? null }
        return toPlain(result)
      } catch (error) {
        const result: Result<unknown> = { ok: false, error: toWireError(error) }
        return toPlain(result)
      }
    }
    return [name, serve]
  })
  return Object.freeze(Object.assign(Object.create(null), Object.fromEntries(served)))
}
