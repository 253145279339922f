import { parseOrigin } from '@openkey/protocol'

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isPositive(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0
}

/** Origins as a browser would serialise them: https, or http on loopback. */
export function isOrigins(value: unknown): boolean {
  return Array.isArray(value) && value.length <= 256 && value.every(isOrigin)
}

function isOrigin(value: unknown): boolean {
  try {
    return typeof value === 'string' && parseOrigin(value) === value
  } catch {
    return false
  }
}
