import { OpenKeyError } from '../errors/openKeyError.ts'

/** Maximum size of a message that crosses a port, in bytes of its JSON text in UTF-8. */
export const maxMessageBytes = 65_536

/** Maximum nesting of objects and arrays in a message. */
export const maxMessageDepth = 8

/** Reserved for the members that surround the value in a call or a reply, in bytes. */
const envelopeBytes = 512

/** Why a message is out of bounds, as the code of its rejection. */
export type MessageFault = 'message_too_large' | 'invalid_params'

/**
 * Inspects a structured clone before anything interprets it: JSON values only, within {@link maxMessageBytes} and
 * {@link maxMessageDepth}. Must stay cheap for any input: each visited value costs at least one byte of the budget, so
 * that cycles, shared references and sparse arrays end with the budget.
 */
export function inspectMessage(message: unknown): MessageFault | undefined {
  return inspect(message, maxMessageBytes)
}

/**
 * Copies the JSON values of a value's own members and leaves out everything else. Unlike `JSON.stringify`, it does not
 * call `toJSON`, which an older library may have added to every array or object of the page.
 * @throws {OpenKeyError} `message_too_large`, `invalid_params`
 */
export function toJsonValue<Value>(value: Value): Value {
  const copy = copyJson(value) as Value
  const fault = inspect(copy, maxMessageBytes - envelopeBytes)
  if (fault === undefined) return copy
  throw new OpenKeyError(fault, `A message may have ${maxMessageBytes} bytes and ${maxMessageDepth} levels.`)
}

function inspect(value: unknown, maxBytes: number): MessageFault | undefined {
  // An upper bound is enough for almost every message, and encoding each text would cost more than the rest of a call.
  const fault = visit(value, 0, { bytes: maxBytes, sizeOf: maxSizeOf })
  return fault === 'message_too_large' ? visit(value, 0, { bytes: maxBytes, sizeOf: exactSizeOf }) : fault
}

function visit(value: unknown, depth: number, budget: Budget): MessageFault | undefined {
  if (typeof value === 'string') return spendText(value, budget)
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) {
    return spend(String(value).length, budget)
  }
  if (typeof value !== 'object') return 'invalid_params'
  // Must come before the keys are read: a typed array has as many keys as bytes.
  const isList = Array.isArray(value)
  if (isList && value.length > budget.bytes) return 'message_too_large'
  if (!isList && Object.getPrototypeOf(value) !== Object.prototype) return 'invalid_params'
  const keys = Object.keys(value)
  if (isList && keys.length !== value.length) return 'invalid_params'
  if (depth === maxMessageDepth) return 'message_too_large'
  // Brackets and commas.
  let fault = spend(Math.max(2, keys.length + 1), budget)
  for (const key of keys) {
    if (key === '__proto__') return 'invalid_params'
    fault ??= isList ? undefined : (spendText(key, budget) ?? spend(1, budget))
    fault ??= visit(Reflect.get(value, key), depth + 1, budget)
    if (fault !== undefined) break
  }
  return fault
}

type Budget = {
  /** Remaining bytes of JSON text. */
  bytes: number
  /** Bytes of a string in JSON. */
  readonly sizeOf: (text: string) => number
}

function spend(bytes: number, budget: Budget): MessageFault | undefined {
  budget.bytes -= bytes
  return budget.bytes < 0 ? 'message_too_large' : undefined
}

function spendText(text: string, budget: Budget): MessageFault | undefined {
  // A string takes at least one byte per UTF-16 code unit, so that a longer one need not be measured.
  return spend(text.length > budget.bytes ? text.length : budget.sizeOf(text), budget)
}

/** JSON takes at most six bytes for a code unit: `\uXXXX`. */
const maxSizeOf = (text: string) => text.length * 6 + 2

const exactSizeOf = (text: string) => new TextEncoder().encode(JSON.stringify(text)).length

function copyJson(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, (item) => copyJson(item) ?? null)
  if (typeof value === 'function' || typeof value === 'symbol') return undefined
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, member]) => [name, copyJson(member)] as const)
  return Object.fromEntries(members.filter(([, member]) => member !== undefined))
}
