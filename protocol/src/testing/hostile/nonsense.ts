import { type HostileMessage, raw } from './hostileMessage.ts'

/** Messages without an ID that a reply could use. */
export function nonsense(): HostileMessage[] {
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
    ids('an id comlink would not draw', 'attacker'),
  ]
}
