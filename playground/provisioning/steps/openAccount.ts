import type { Session } from '@openkey/protocol/session'
import { delegate } from '../client/submitDelegation.ts'
import { createHostDelegation, hostSpace } from './createHostDelegation.ts'
import { createSession } from './createSession.ts'
import type { Provisioning } from './provisioning.ts'
import { type RunSteps, runStep } from './runGroup.ts'

/** An account whose lease an engine can take. */
export type OpenedAccount = {
  /** The session for the space `default`. It may also use the registry in the space `account`. */
  readonly session: Session
  /** Whether the node hosted the space `account` before. */
  readonly wasHosted: boolean
}

/** Submits a session, and makes the node host the space `account` unless it does. Several engines may do so at once. */
export async function openAccount(provisioning: Provisioning, runSteps: RunSteps): Promise<OpenedAccount> {
  const { session } = await runStep(runSteps, {
    id: 'session:default',
    run: () => createSession(provisioning, 'default'),
  })
  const hosted = await runStep(runSteps, {
    id: 'activate:default',
    run: (signal) => delegate(provisioning, session.delegationHeader, signal),
  })
  const wasHosted = hosted.has(provisioning.account.spaceId('account'))
  if (!wasHosted) {
    const delegation = await runStep(runSteps, {
      id: 'host-delegation:account',
      run: (signal) => createHostDelegation(provisioning, 'account', signal),
    })
    await runStep(runSteps, { id: 'host:account', run: (signal) => hostSpace(provisioning, delegation, signal) })
  }
  return { session, wasHosted }
}
