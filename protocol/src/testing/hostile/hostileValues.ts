import { echo, type HostileMessage } from './hostileMessage.ts'

/** Calls whose one value is too large, or nothing that JSON could say. */
export function hostileValues(): HostileMessage[] {
  const value = (
    name: string,
    answer: 'invalid_params' | 'message_too_large',
    build: () => unknown,
  ): HostileMessage => ({
    name,
    answer,
    message: (id) => echo(id, build()),
  })
  return [
    value('an argument of 1 MiB', 'message_too_large', () => ({ text: 'x'.repeat(2 ** 20) })),
    value('a hundred thousand members', 'message_too_large', () =>
      Object.fromEntries(Array.from({ length: 1e5 }, (_, n) => [`k${n}`, 0])),
    ),
    value('nesting a thousand deep', 'message_too_large', () => nested(1_000)),
    value('references that multiply to a thousand million values', 'message_too_large', shared),
    value('a cycle', 'message_too_large', cycle),
    value('a sparse array of four thousand million holes', 'message_too_large', () => sparse()),
    value('a Map', 'invalid_params', () => new Map([['text', 'hi']])),
    value('a Date', 'invalid_params', () => new Date(0)),
    value('an Error', 'invalid_params', () => new Error('text')),
    value('a typed array of 16 MiB', 'invalid_params', () => new Uint8Array(2 ** 24)),
    value('an ArrayBuffer', 'invalid_params', () => new ArrayBuffer(8)),
    value('a BigInt', 'invalid_params', () => ({ text: 1n })),
    value('undefined', 'invalid_params', () => undefined),
    value('NaN', 'invalid_params', () => ({ text: Number.NaN })),
    value('a member named __proto__', 'invalid_params', () => JSON.parse('{"text":"hi","__proto__":{"text":"hi"}}')),
    value('an array with a member by name', 'invalid_params', () => Object.assign(['hi'], { text: 'hi' })),
  ]
}

function nested(depth: number): unknown {
  let value: unknown = 'core'
  for (let level = 0; level < depth; level++) value = { value }
  return value
}

/** Each level refers eight times to the next: small to send, vast to walk. */
function shared(): unknown {
  let value: unknown[] = Array.from({ length: 32 }, () => 0)
  for (let level = 0; level < 6; level++) value = Array.from({ length: 32 }, () => value).map((next) => next)
  return { text: value }
}

function cycle(): unknown {
  const value: Record<string, unknown> = { text: 'hi' }
  value.self = value
  return value
}

function sparse(): unknown {
  const value: unknown[] = []
  value.length = 2 ** 32 - 1
  return { text: value }
}
