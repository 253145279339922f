import { toWireError } from '../errors/wireError.ts'
import type { MethodTable } from '../methods/methods.ts'
import { toJsonValue } from './messageBounds.ts'
import type { Result } from './result.ts'

/**
 * Handlers of the methods that one side serves. Throw an `OpenKeyError` for a typed failure; any other is `internal`.
 */
export type Handlers<Methods extends MethodTable> = {
  readonly [Name in keyof Methods]: (input: Methods[Name]['input']) => Returned<Methods[Name]['value']>
}

/** A method whose value is `null` may return nothing. */
type Returned<Value> = Value | Promise<Value> | (null extends Value ? undefined | Promise<undefined> : never)

/** Methods by name, as comlink calls them. */
export type ServedMethods = Readonly<Record<string, (input: unknown) => Promise<Result<unknown>>>>

/** Creates the object that comlink exposes: without a prototype, frozen, and with methods that never throw. */
export function serveMethods<Methods extends MethodTable>(handlers: Handlers<Methods>): ServedMethods {
  const served = Object.keys(handlers).map((name) => {
    const serve: ServedMethods[string] = async (input) => {
      try {
        return toJsonValue({ ok: true, value: (await handlers[name]?.(input)) ?? null })
      } catch (error) {
        return toJsonValue({ ok: false, error: toWireError(error) })
      }
    }
    return [name, serve]
  })
  return Object.freeze(Object.assign(Object.create(null), Object.fromEntries(served)))
}
