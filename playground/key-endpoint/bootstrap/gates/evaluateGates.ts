import type { WallClock } from '@openkey/protocol'
import type { BootstrapRequest } from '../bootstrap.ts'
import type { BootstrapSettings } from '../bootstrapSettings.ts'
import type { BootstrapEvent } from '../bootstrapState.ts'
import { bootstrapVersion } from '../bootstrapVersion.ts'
import type { BootstrapKey, BootstrapStore } from '../record/bootstrapStore.ts'
import { accountGates } from './accountGates.ts'
import { detectSignIn, type SignIn } from './detectSignIn.ts'
import { firstClosedGate } from './gate.ts'
import { messageGates } from './messageGates.ts'

/** An event that ends the bootstrap, or an account to be provisioned. */
export type Decision =
  | Extract<BootstrapEvent, { type: 'gateClosed' | 'refused' | 'foundComplete' }>
  | { readonly type: 'open'; readonly signIn: SignIn; readonly key: BootstrapKey }

export type EvaluateGatesOptions = {
  readonly settings: Pick<BootstrapSettings, 'isEnabled' | 'host'>
  readonly isHostTrusted: boolean
  readonly store: Pick<BootstrapStore, 'accountStatus'>
  readonly clock: WallClock
}

/** Evaluates the gates in their order. Reads the database once, and only for a TinyCloud sign-in. */
export async function evaluateGates(
  { message, format, address, keyId, userId }: BootstrapRequest,
  { settings, isHostTrusted, store, clock }: EvaluateGatesOptions,
): Promise<Decision> {
  const { host } = settings
  const isEnabled = typeof settings.isEnabled === 'function' ? settings.isEnabled() : settings.isEnabled
  const signIn = isEnabled ? detectSignIn(message, address) : undefined
  const skipped = firstClosedGate(messageGates, { isEnabled, format, signIn })
  if (skipped !== undefined) return skipped
  if (signIn === undefined) return { type: 'gateClosed', reason: 'not_tinycloud' }

  const key = { keyId, chainId: signIn.chainId, host, version: bootstrapVersion }
  const { isAutoSignEnabled, isComplete } = await store.accountStatus(userId, key)
  const closed = firstClosedGate(accountGates, { isAutoSignEnabled, signIn, now: clock.now(), isHostTrusted })
  if (closed !== undefined) return closed
  return isComplete ? { type: 'foundComplete' } : { type: 'open', signIn, key }
}
