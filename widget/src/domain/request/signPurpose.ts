import type { SignRequest } from './signRequest.ts'

/** Why a message is signed, as TinyCloud clients name it. */
export type SignPurpose = 'sign-in' | 'host-space'

const purposes: Readonly<Record<SignRequest['kind'], SignPurpose | undefined>> = {
  session: 'sign-in',
  plain: 'sign-in',
  host: 'host-space',
  user: undefined,
  revocation: undefined,
}

/**
 * Returns the purpose of a message. It is read from the message that is signed, because an app could claim any other.
 */
export function signPurpose({ kind }: Pick<SignRequest, 'kind'>): SignPurpose | undefined {
  return purposes[kind]
}
