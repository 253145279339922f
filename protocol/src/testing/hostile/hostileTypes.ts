import { apply, type HostileMessage, raw } from './hostileMessage.ts'

/** Messages that are not calls, or claim to be something else. */
export function hostileTypes(): HostileMessage[] {
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
