import { apply, type HostileMessage, raw } from './hostileMessage.ts'

/** Calls of what no method is. */
export function hostilePaths(): HostileMessage[] {
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
