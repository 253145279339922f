/**
 * What a hostile peer may put on a port, as data, for the guard's tests in Node and in browsers alike.
 * Must import nothing of Node's, and must build a fresh message each time.
 */
export type HostileMessage = {
  readonly name: string
  /** The code of the typed answer. Absent where the message names no id that could be answered. */
  readonly answer?: 'unsupported_method' | 'invalid_params' | 'message_too_large'
  readonly message: (id: string) => unknown
  /** Ports to send along. */
  readonly transfer?: () => MessagePort[]
}

/** Calls a server whose one method is `echo {text}`, `text` of at most 16 characters. */
export const hostileCalls: readonly HostileMessage[] = [
  ...hostileTypes(),
  ...hostilePaths(),
  ...hostileArguments(),
  ...hostileValues(),
  ...nonsense(),
]

const raw = (value: unknown) => ({ type: 'RAW', value })
const apply = (id: string, path: unknown, ...argumentList: unknown[]) => ({ id, type: 'APPLY', path, argumentList })
const echo = (id: string, value: unknown) => apply(id, ['echo'], raw(value))

function hostileTypes(): HostileMessage[] {
  const answer = 'unsupported_method'
  return [
    { name: 'GET of a method', answer, message: (id) => ({ id, type: 'GET', path: ['echo'] }) },
    { name: 'GET of the whole object', answer, message: (id) => ({ id, type: 'GET', path: [] }) },
    { name: 'SET of a method', answer, message: (id) => ({ id, type: 'SET', path: ['echo'], value: raw(1) }) },
    {
      name: 'SET of Object.prototype',
      answer,
      message: (id) => ({ id, type: 'SET', path: ['echo', 'constructor', 'prototype', 'polluted'], value: raw('yes') }),
    },
    {
      name: 'CONSTRUCT of a function from a string',
      answer,
      message: (id) => ({
        id,
        type: 'CONSTRUCT',
        path: ['echo', 'constructor'],
        argumentList: [raw('globalThis.pwned = true')],
      }),
    },
    {
      name: 'GET dressed as a call',
      answer,
      message: (id) => ({ ...apply(id, ['echo'], raw({ text: 'hi' })), type: 'GET' }),
    },
    {
      name: 'SET dressed as a call',
      answer,
      message: (id) => ({ ...apply(id, ['echo'], raw({ text: 'hi' })), type: 'SET' }),
    },
    {
      name: 'CONSTRUCT of a method',
      answer,
      message: (id) => ({ ...apply(id, ['echo'], raw({ text: 'hi' })), type: 'CONSTRUCT' }),
    },
    { name: 'ENDPOINT', answer, message: (id) => ({ id, type: 'ENDPOINT' }) },
    { name: 'RELEASE', answer, message: (id) => ({ id, type: 'RELEASE' }) },
    { name: 'an unknown type', answer, message: (id) => ({ id, type: 'CALL', path: ['echo'] }) },
    { name: 'no type', answer, message: (id) => ({ id, path: ['echo'], argumentList: [raw({ text: 'hi' })] }) },
    { name: 'a reply', answer, message: (id) => ({ id, ...raw({ ok: true, value: null }) }) },
  ]
}

function hostilePaths(): HostileMessage[] {
  const path = (name: string, segments: unknown): HostileMessage => ({
    name,
    answer: 'unsupported_method',
    message: (id) => apply(id, segments, raw({ text: 'hi' })),
  })
  return [
    path('an empty path', []),
    path('a path of two segments', ['echo', 'call']),
    path('a path to Function', ['echo', 'constructor']),
    path('a path to eval by way of Function', ['echo', 'constructor', 'constructor']),
    path('the method constructor', ['constructor']),
    path('the method __proto__', ['__proto__']),
    path('the method toString', ['toString']),
    path('the method hasOwnProperty', ['hasOwnProperty']),
    path('an unknown method', ['steal']),
    path('a path that is a string', 'echo'),
    path('a path of a nested array', [['echo']]),
    path('a path with a length of its own', { 0: 'echo', length: 1 }),
    { name: 'no path', answer: 'unsupported_method', message: (id) => ({ id, type: 'APPLY', argumentList: [] }) },
  ]
}

function hostileArguments(): HostileMessage[] {
  return [
    {
      name: 'a proxy argument',
      answer: 'unsupported_method',
      message: (id) => apply(id, ['echo'], { type: 'HANDLER', name: 'proxy', value: {} }),
    },
    {
      name: 'a thrown argument',
      answer: 'unsupported_method',
      message: (id) =>
        apply(id, ['echo'], { type: 'HANDLER', name: 'throw', value: { isError: false, value: 'thrown' } }),
    },
    {
      name: 'an argument for a handler without a name',
      answer: 'unsupported_method',
      message: (id) => apply(id, ['echo'], { type: 'HANDLER', value: { text: 'hi' } }),
    },
    {
      name: 'an argument without a value',
      answer: 'unsupported_method',
      message: (id) => apply(id, ['echo'], { type: 'RAW', text: 'hi' }),
    },
    {
      name: 'an argument with an unknown handler',
      answer: 'unsupported_method',
      message: (id) => apply(id, ['echo'], { type: 'HANDLER', name: 'nobody', value: 1 }),
    },
    { name: 'no argument', answer: 'unsupported_method', message: (id) => apply(id, ['echo']) },
    {
      name: 'two arguments',
      answer: 'unsupported_method',
      message: (id) => apply(id, ['echo'], raw({ text: 'hi' }), raw({ text: 'hi' })),
    },
    {
      name: 'a member beside the known ones',
      answer: 'unsupported_method',
      message: (id) => ({ ...echo(id, { text: 'hi' }), origin: 'https://bank.example' }),
    },
    { name: 'an argument of the wrong type', answer: 'invalid_params', message: (id) => echo(id, { text: 1 }) },
    {
      name: 'an argument with an unknown member',
      answer: 'invalid_params',
      message: (id) => echo(id, { text: 'hi', x: 1 }),
    },
    { name: 'null as argument', answer: 'invalid_params', message: (id) => echo(id, null) },
    {
      name: 'an argument longer than its schema allows',
      answer: 'invalid_params',
      message: (id) => echo(id, { text: 'x'.repeat(17) }),
    },
    {
      name: 'a port sent along',
      answer: 'invalid_params',
      message: (id) => echo(id, { text: 'hi' }),
      transfer: () => [new MessageChannel().port1],
    },
  ]
}

function hostileValues(): HostileMessage[] {
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
    value('text that grows when written as JSON', 'message_too_large', () => ({ text: '\u0000'.repeat(20_000) })),
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

function nonsense(): HostileMessage[] {
  const says = (name: string, message: unknown): HostileMessage => ({ name, message: () => message })
  const ids = (name: string, id: unknown): HostileMessage => ({
    name,
    message: () => ({ id, type: 'APPLY', path: ['echo'], argumentList: [raw({ text: 'hi' })] }),
  })
  return [
    says('nothing', undefined),
    says('null', null),
    says('a number', 7),
    says('a text', 'APPLY'),
    says('an empty object', {}),
    says('an empty array', []),
    says('a Map at the top', new Map([['id', 'a']])),
    ids('no id', undefined),
    ids('an id that is a number', 1),
    ids('an id that is an object', { toString: 'a' }),
    ids('an id of 1 kB', 'a'.repeat(1_024)),
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

/** A wrong answer to a call of `echo`, whose result is a text of at most 16 characters. */
export type HostileReply = {
  readonly name: string
  /** It names no open call, so the call goes on waiting; any other fails its call with `internal`. */
  readonly isStray?: true
  readonly message: (id: string) => unknown
  readonly transfer?: () => MessagePort[]
}

/** What a hostile peer may answer to a call of its own method `echo`. */
export const hostileReplies: readonly HostileReply[] = [
  { name: 'a value of the wrong type', message: (id) => ({ id, ...raw({ ok: true, value: 7 }) }) },
  { name: 'a bare value', message: (id) => ({ id, ...raw('hi') }) },
  {
    name: 'a value and an error',
    message: (id) => ({ id, ...raw({ ok: true, value: 'hi', error: wireError }) }),
  },
  {
    name: 'an error called a success',
    message: (id) => ({ id, ...raw({ ok: true, error: wireError }) }),
  },
  {
    name: 'a success called an error',
    message: (id) => ({ id, ...raw({ ok: false, value: 'hi' }) }),
  },
  {
    name: 'an error with a stack',
    message: (id) => ({ id, ...raw({ ok: false, error: { ...wireError, stack: 'at x' } }) }),
  },
  {
    name: 'a thrown value',
    message: (id) => ({ id, type: 'HANDLER', name: 'throw', value: { isError: false, value: 1 } }),
  },
  {
    name: 'a proxy',
    message: (id) => ({ id, type: 'HANDLER', name: 'proxy', value: {} }),
    transfer: () => [new MessageChannel().port1],
  },
  {
    name: 'a value for a handler without a name',
    message: (id) => ({ id, type: 'HANDLER', value: { ok: true, value: 'hi' } }),
  },
  {
    name: 'an unknown handler',
    message: (id) => ({ id, type: 'HANDLER', name: 'nobody', value: 1 }),
  },
  { name: 'a call', message: (id) => echo(id, { text: 'hi' }) },
  {
    name: '1 MiB',
    message: (id) => ({ id, ...raw({ ok: true, value: 'x'.repeat(2 ** 20) }) }),
  },
  { name: 'a Map', message: (id) => ({ id, ...raw({ ok: true, value: new Map() }) }) },
  {
    name: 'a reply to another call',
    isStray: true,
    message: () => ({ id: '1-2-3-4', ...raw({ ok: true, value: 'hi' }) }),
  },
  { name: 'nonsense', isStray: true, message: () => 'RAW' },
]

const wireError = { code: 'busy', message: 'Busy.' }
