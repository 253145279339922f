import type { SignIn } from './detectSignIn.ts'
import type { Gate } from './gate.ts'

export type MessageGateInput = {
  readonly isEnabled: boolean
  readonly format: 'personal_sign' | 'raw'
  /** `undefined` unless the message is a TinyCloud sign-in with this key. */
  readonly signIn: SignIn | undefined
}

const supportedChains: readonly (number | undefined)[] = [1]

/** Gates that need only the message, checked before the database is read. The first closed gate gives the reason. */
export const messageGates: readonly Gate<MessageGateInput>[] = [
  {
    name: 'kill switch',
    isOpen: ({ isEnabled }) => isEnabled,
    whenClosed: { type: 'gateClosed', reason: 'switched_off' },
  },
  {
    name: 'raw signature',
    isOpen: ({ format }) => format !== 'raw',
    whenClosed: { type: 'gateClosed', reason: 'raw' },
  },
  {
    name: 'TinyCloud sign-in',
    isOpen: ({ signIn }) => signIn !== undefined,
    whenClosed: { type: 'gateClosed', reason: 'not_tinycloud' },
  },
  {
    name: 'chain',
    isOpen: ({ signIn }) => supportedChains.includes(signIn?.chainId),
    whenClosed: { type: 'gateClosed', reason: 'chain_unsupported' },
  },
]
