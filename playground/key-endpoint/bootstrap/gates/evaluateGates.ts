import type { Clock } from '../../clock.ts'
import type { BootstrapRequest } from '../bootstrap.ts'
import type { BootstrapSettings } from '../bootstrapSettings.ts'
import type { BootstrapEvent } from '../bootstrapState.ts'
import { bootstrapVersion } from '../bootstrapVersion.ts'
import type { BootstrapKey } from '../record/bootstrapKey.ts'
import type { BootstrapStore } from '../record/bootstrapStore.ts'
import { accountGates } from './accountGates.ts'
import { detectSubject } from './detectSignIn.ts'
import { firstClosed } from './gate.ts'
import { messageGates } from './messageGates.ts'
import type { Subject } from './subject.ts'

/** Either an event that ends it here, or an account that is to be provisioned. */
export type Decision =
  | Extract<BootstrapEvent, { type: 'gateClosed' | 'refused' | 'foundComplete' }>
  | { readonly type: 'open'; readonly subject: Subject; readonly key: BootstrapKey }

export type DecideOptions = {
  readonly settings: Pick<BootstrapSettings, 'isEnabled' | 'host'>
  readonly isHostTrusted: boolean
  readonly store: Pick<BootstrapStore, 'standing'>
  readonly clock: Clock
}

/** Asks every gate in its order; the database only for a TinyCloud sign-in, and once. */
export async function decide(
  { message, format, address, keyId, userId }: BootstrapRequest,
  { settings: { isEnabled, host }, isHostTrusted, store, clock }: DecideOptions,
): Promise<Decision> {
  const subject = isEnabled ? detectSubject(message, address) : undefined
  const closed = firstClosed(messageGates, { isEnabled, format, subject })
  if (closed !== undefined) return closed
  if (subject === undefined) return { type: 'gateClosed', reason: 'not_tinycloud' }

  const key = { keyId, chainId: subject.chainId, host, version: bootstrapVersion }
  const { isAutoSignEnabled, isComplete } = await store.standing(userId, key)
  const refusal = firstClosed(accountGates, { isAutoSignEnabled, subject, now: clock.now(), isHostTrusted })
  if (refusal !== undefined) return refusal
  return isComplete ? { type: 'foundComplete' } : { type: 'open', subject, key }
}
