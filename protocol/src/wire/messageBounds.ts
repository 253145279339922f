/** Maximum size of a message that crosses a port, in UTF-16 code units of its JSON text before escaping. */
export const maxMessageLength = 65_536

/** Maximum nesting of objects and arrays in a message. */
export const maxMessageDepth = 8

/** Why a message is out of bounds, as the code of its rejection. */
export type MessageFault = 'message_too_large' | 'invalid_params'

/**
 * Inspects a structured clone before anything interprets it: JSON values only, within {@link maxMessageLength} and
 * {@link maxMessageDepth}. Must stay cheap for any input: each visited value costs at least one unit of the budget, so
 * that cycles, shared references and sparse arrays end with the budget.
 */
export function inspectMessage(message: unknown): MessageFault | undefined {
  return visit(message, 0, { remaining: maxMessageLength })
}

/** Code units that a message may still have. */
type Budget = { remaining: number }

function visit(value: unknown, depth: number, budget: Budget): MessageFault | undefined {
  if (typeof value === 'string') return spend(value.length + 2, budget)
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) {
    return spend(String(value).length, budget)
  }
  if (typeof value !== 'object') return 'invalid_params'
  // Must come before the keys are read: a typed array has as many keys as bytes.
  const isList = Array.isArray(value)
  if (isList && value.length > budget.remaining) return 'message_too_large'
  if (!isList && Object.getPrototypeOf(value) !== Object.prototype) return 'invalid_params'
  const keys = Object.keys(value)
  if (isList && keys.length !== value.length) return 'invalid_params'
  if (depth === maxMessageDepth) return 'message_too_large'
  // Brackets and commas.
  let fault = spend(Math.max(2, keys.length + 1), budget)
  for (const key of keys) {
    if (key === '__proto__') return 'invalid_params'
    // Quotation marks and a colon.
    fault ??= isList ? undefined : spend(key.length + 3, budget)
    fault ??= visit((value as Readonly<Record<string, unknown>>)[key], depth + 1, budget)
    if (fault !== undefined) break
  }
  return fault
}

function spend(length: number, budget: Budget): MessageFault | undefined {
  budget.remaining -= length
  return budget.remaining < 0 ? 'message_too_large' : undefined
}

/**
 * Copies a value made of objects, arrays and JSON's primitives, and leaves out members that are `undefined`. Unlike
 * `JSON.stringify`, it does not call `toJSON`, which an older library may have added to every array or object of the
 * page.
 */
export function toJsonValue<Value>(value: Value): Value
export function toJsonValue(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, (item) => toJsonValue(item))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(members.map(([name, member]) => [name, toJsonValue(member)]))
}
