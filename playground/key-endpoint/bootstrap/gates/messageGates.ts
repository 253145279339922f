import type { Gate } from './gate.ts'
import type { Subject } from './subject.ts'

export type MessageFacts = {
  readonly isEnabled: boolean
  readonly format: 'personal_sign' | 'raw'
  /** `undefined` when the message is no TinyCloud sign-in of this key. */
  readonly subject: Subject | undefined
}

const supportedChains: readonly (number | undefined)[] = [1]

/** What the message alone decides, before the database is asked. In this order: the first closed gate is the reason. */
export const messageGates: readonly Gate<MessageFacts>[] = [
  {
    name: 'kill switch',
    isOpen: ({ isEnabled }) => isEnabled,
    otherwise: { type: 'gateClosed', reason: 'switched_off' },
  },
  {
    name: 'raw signature',
    isOpen: ({ format }) => format !== 'raw',
    otherwise: { type: 'gateClosed', reason: 'raw' },
  },
  {
    name: 'TinyCloud sign-in',
    isOpen: ({ subject }) => subject !== undefined,
    otherwise: { type: 'gateClosed', reason: 'not_tinycloud' },
  },
  {
    name: 'chain',
    isOpen: ({ subject }) => supportedChains.includes(subject?.chainId),
    otherwise: { type: 'gateClosed', reason: 'chain_unsupported' },
  },
]
