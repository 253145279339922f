import { setImmediate as yieldToRequests } from 'node:timers/promises'
import { type Abilities, completeSessionSetup, prepareSession, type Session } from '@openkey/protocol/session'
import type { SpaceName } from '../account/account.ts'
import { type Plan, sessionPlans } from '../account/sessionPlans.ts'
import { submitDelegation } from '../client/submitDelegation.ts'
import type { Provisioning } from './provisioning.ts'

/** A session for one space. */
export type SpaceSession = { readonly name: SpaceName; readonly session: Session }

/** Creates a session with a new key, and delegates to it exactly what the steps need with a root signature. */
export async function createSession(
  { account, sign, clock, domain, sessionLifetimeMs }: Provisioning,
  name: SpaceName,
): Promise<SpaceSession> {
  // Key generation and signing block the thread, so other requests get a turn between two sessions.
  await yieldToRequests()
  const { own, inAccount, network } = sessionPlans[name]
  const now = clock.now()
  const prepared = prepareSession({
    address: account.address,
    chainId: account.chainId,
    domain,
    issuedAt: new Date(now).toISOString(),
    expirationTime: new Date(now + sessionLifetimeMs).toISOString(),
    spaceId: account.spaceId(name),
    abilities: toAbilities(own),
    ...(inAccount && { spaceAbilities: { [account.spaceId('account')]: toAbilities(inAccount) } }),
    ...(network && { rawAbilities: { [account.networkId]: qualifiedNames('encryption', network) } }),
  })
  return {
    name,
    session: completeSessionSetup({ ...prepared, signature: await sign(prepared.siwe, 'bootstrap-session') }),
  }
}

function toAbilities(plan: Plan): Abilities {
  return Object.fromEntries(
    Object.entries(plan).map(([service, paths]) => [
      service,
      Object.fromEntries(Object.entries(paths).map(([path, verbs]) => [path, qualifiedNames(service, verbs)])),
    ]),
  )
}

function qualifiedNames(service: string, verbs: readonly string[]): string[] {
  return verbs.map((verb) => `tinycloud.${service}/${verb}`)
}

/** Submits a session to the node, which must already host its space. */
export function activateSession(provisioning: Provisioning, session: Session, signal: AbortSignal): Promise<void> {
  const { delegationHeader: headers, spaceId } = session
  return submitDelegation(provisioning, { headers, spaceId }, signal)
}
