import { echo, raw } from './hostileMessage.ts'

/** A wrong answer to a call of `echo`, whose result is a text of at most 16 characters. */
export type HostileReply = {
  readonly name: string
  /** It names no open call, so the call goes on waiting; any other fails its call with `internal`. */
  readonly isStray?: true
  readonly message: (id: string) => unknown
  readonly transfer?: () => MessagePort[]
}

/** Replies of a hostile peer to a call of its method `echo`. */
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
