import { isLonger } from './isLonger.ts'
import { maxMessageBytes, maxMessageDepth } from './limits.ts'
import { toJson } from './toJson.ts'

/** What is wrong with a message, as the code of its refusal. */
export type Fault = 'message_too_large' | 'invalid_params'

/**
 * Looks at a structured clone before anything interprets it: JSON values only, within {@link maxMessageBytes} and
 * {@link maxMessageDepth}. Must stay cheap whatever was sent: every value visited
 * costs at least a byte of the budget, so that cycles, shared references and sparse arrays end with the budget.
 */
export function inspectMessage(message: unknown): Fault | undefined {
  const budget = { bytes: maxMessageBytes }
  const fault = inspectValue(message, 0, budget)
  if (fault !== undefined) return fault
  // No value is longer in JSON than 32 times what it cost, so a small message needs no exact count.
  if ((maxMessageBytes - budget.bytes) * 32 <= maxMessageBytes) return undefined
  return isLonger(toJson(message), maxMessageBytes) ? 'message_too_large' : undefined
}

function inspectValue(value: unknown, depth: number, budget: { bytes: number }): Fault | undefined {
  budget.bytes -= typeof value === 'string' ? value.length + 2 : 1
  if (budget.bytes < 0) return 'message_too_large'
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value))
    return undefined
  if (typeof value !== 'object') return 'invalid_params'
  // Decided before its keys are asked for: those of a typed array are as many as its bytes.
  const isList = Array.isArray(value)
  if (isList && value.length > budget.bytes) return 'message_too_large'
  if (!isList && Object.getPrototypeOf(value) !== Object.prototype) return 'invalid_params'
  const keys = Object.keys(value)
  if (isList && keys.length !== value.length) return 'invalid_params'
  if (depth === maxMessageDepth) return 'message_too_large'
  for (const key of keys) {
    budget.bytes -= key.length
    const fault = key === '__proto__' ? 'invalid_params' : inspectValue(Reflect.get(value, key), depth + 1, budget)
    if (fault !== undefined) return fault
  }
  return undefined
}
