import { maxMessageBytes, maxMessageDepth } from './limits.ts'

/** `plain`: JSON values only, within {@link maxMessageBytes} and {@link maxMessageDepth}. */
export type Inspection = 'plain' | 'too_large' | 'not_plain'

/**
 * Looks at a structured clone before anything interprets it. Must stay cheap whatever was sent: every value visited
 * costs at least a byte of the budget, so that cycles, shared references and sparse arrays end with the budget.
 */
export function inspectMessage(message: unknown): Inspection {
  const budget = { bytes: maxMessageBytes }
  const found = inspectValue(message, 0, budget)
  if (found !== 'plain') return found
  // No value is longer in JSON than 32 times what it cost, so a small message needs no exact count.
  if ((maxMessageBytes - budget.bytes) * 32 <= maxMessageBytes) return 'plain'
  return new TextEncoder().encode(JSON.stringify(message)).length > maxMessageBytes ? 'too_large' : 'plain'
}

function inspectValue(value: unknown, depth: number, budget: { bytes: number }): Inspection {
  budget.bytes -= typeof value === 'string' ? value.length + 2 : 1
  if (budget.bytes < 0) return 'too_large'
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value))
    return 'plain'
  if (typeof value !== 'object') return 'not_plain'
  // Decided before its keys are asked for: those of a typed array are as many as its bytes.
  const isList = Array.isArray(value)
  if (isList && value.length > budget.bytes) return 'too_large'
  if (!isList && Object.getPrototypeOf(value) !== Object.prototype) return 'not_plain'
  const keys = Object.keys(value)
  if (isList && keys.length !== value.length) return 'not_plain'
  if (depth === maxMessageDepth) return 'too_large'
  for (const key of keys) {
    budget.bytes -= key.length
    const found = key === '__proto__' ? 'not_plain' : inspectValue(Reflect.get(value, key), depth + 1, budget)
    if (found !== 'plain') return found
  }
  return 'plain'
}
