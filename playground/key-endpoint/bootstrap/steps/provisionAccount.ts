import type { Session } from '@openkey/protocol/session'
import { type SpaceName, spaceNames } from '../account/spaceNames.ts'
import { activateSession } from './activateSession.ts'
import { createAccountIndex } from './createAccountIndex.ts'
import { createEncryptionNetwork } from './createEncryptionNetwork.ts'
import { createHostDelegation } from './createHostDelegation.ts'
import { createSecretsSchema } from './createSecretsSchema.ts'
import { createSession } from './createSession.ts'
import { hostSpace } from './hostSpace.ts'
import type { Provisioning } from './provisioning.ts'
import type { Step } from './runGroup.ts'
import { seedApplication } from './seedApplication.ts'
import { seedSpaces } from './seedSpaces.ts'
import { writeCompletionMarker } from './writeCompletionMarker.ts'

/** Runs steps side by side to their end. */
export type RunSteps = <Result>(steps: readonly Step<Result>[]) => Promise<readonly Result[]>

/**
 * Everything a fresh account needs, in groups: each rests on the whole of the one before. Every step can be repeated, so
 * an attempt that ended anywhere is followed by one that begins at the beginning.
 */
export async function provisionAccount(on: Provisioning, runSteps: RunSteps): Promise<void> {
  const sessions = await runSteps(
    spaceNames.map((name) => ({ id: `session:${name}`, run: () => createSession(on, name) })),
  )
  const delegations = await runSteps(
    spaceNames.map((name) => ({
      id: `host-delegation:${name}`,
      run: (signal) => createHostDelegation(on, name, signal),
    })),
  )
  await runSteps(
    delegations.map((delegation) => ({
      id: `host:${delegation.name}`,
      run: (signal) => hostSpace(on, delegation, signal),
    })),
  )
  await runSteps(
    sessions.map(({ name, session }) => ({
      id: `activate:${name}`,
      run: (signal) => activateSession(on, session, signal),
    })),
  )

  const sessionOf = (wanted: SpaceName): Session => {
    const found = sessions.find(({ name }) => name === wanted)
    if (found === undefined) throw new RangeError(`There is no session of ${wanted}.`)
    return found.session
  }
  const account = sessionOf('account')
  const secrets = sessionOf('secrets')
  await runSteps([{ id: 'account:index-schema', run: (signal) => createAccountIndex(on, account, signal) }])
  await runSteps([
    { id: 'account:seed-spaces', run: (signal) => seedSpaces(on, account, signal) },
    { id: 'account:seed-applications', run: (signal) => seedApplication(on, account, signal) },
  ])
  await runSteps([
    { id: 'encryption:network-create', run: (signal) => createEncryptionNetwork(on, account, signal) },
    { id: 'secrets:secret-records-schema', run: (signal) => createSecretsSchema(on, secrets, signal) },
  ])
  const marker = sessionOf('default')
  await runSteps([{ id: 'completion-marker', run: (signal) => writeCompletionMarker(on, marker, signal) }])
}
