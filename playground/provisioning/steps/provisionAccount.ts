import type { Session } from '@openkey/protocol/session'
import { type SpaceName, spaceNames } from '../account/account.ts'
import { createAccountIndex } from './createAccountIndex.ts'
import { createEncryptionNetwork } from './createEncryptionNetwork.ts'
import { createHostDelegation, hostSpace } from './createHostDelegation.ts'
import { createSecretsSchema } from './createSecretsSchema.ts'
import { activateSession, createSession } from './createSession.ts'
import type { OpenedAccount } from './openAccount.ts'
import type { Provisioning } from './provisioning.ts'
import type { RunSteps } from './runGroup.ts'
import { seedApplication } from './seedApplication.ts'
import { seedSpaces } from './seedSpaces.ts'
import { writeCompletionMarker } from './writeCompletionMarker.ts'

/**
 * Provisions an opened account in groups of steps. A group starts once all steps of the previous one have succeeded.
 * Every step is idempotent, so that a new attempt starts at the first group, wherever the previous one failed.
 */
export async function provisionAccount(
  provisioning: Provisioning,
  { session: ofDefault }: OpenedAccount,
  runSteps: RunSteps,
): Promise<void> {
  const sessions = await runSteps(
    allExcept('default').map((name) => ({ id: `session:${name}`, run: () => createSession(provisioning, name) })),
  )
  const delegations = await runSteps(
    allExcept('account').map((name) => ({
      id: `host-delegation:${name}`,
      run: (signal) => createHostDelegation(provisioning, name, signal),
    })),
  )
  await runSteps(
    delegations.map((delegation) => ({
      id: `host:${delegation.name}`,
      run: (signal) => hostSpace(provisioning, delegation, signal),
    })),
  )
  await runSteps(
    sessions.map(({ name, session }) => ({
      id: `activate:${name}`,
      run: (signal) => activateSession(provisioning, session, signal),
    })),
  )

  const sessionOf = (wanted: SpaceName): Session => {
    const found = sessions.find(({ name }) => name === wanted)
    if (found === undefined) throw new RangeError(`No session for the space ${wanted}.`)
    return found.session
  }
  const account = sessionOf('account')
  const secrets = sessionOf('secrets')
  await runSteps([{ id: 'account:index-schema', run: (signal) => createAccountIndex(provisioning, account, signal) }])
  await runSteps([
    { id: 'account:seed-spaces', run: (signal) => seedSpaces(provisioning, account, signal) },
    { id: 'account:seed-applications', run: (signal) => seedApplication(provisioning, account, signal) },
  ])
  await runSteps([
    { id: 'encryption:network-create', run: (signal) => createEncryptionNetwork(provisioning, account, signal) },
    { id: 'secrets:secret-records-schema', run: (signal) => createSecretsSchema(provisioning, secrets, signal) },
  ])
  await runSteps([{ id: 'completion-marker', run: (signal) => writeCompletionMarker(provisioning, ofDefault, signal) }])
}

/** Opening the account has created the session for one space, and has hosted another. */
function allExcept(opened: SpaceName): readonly SpaceName[] {
  return spaceNames.filter((name) => name !== opened)
}
