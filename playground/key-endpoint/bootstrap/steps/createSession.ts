import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Abilities, completeSessionSetup, prepareSession, type Session } from '@openkey/protocol/session'
import { type Plan, sessionPlans } from '../account/sessionPlans.ts'
import type { SpaceName } from '../account/spaceNames.ts'
import type { Provisioning } from './provisioning.ts'

/** A session that works in one space. */
export type SpaceSession = { readonly name: SpaceName; readonly session: Session }

/** Makes a session for one space: a fresh key, and one root signature over exactly what the steps need. */
export async function createSession(
  { account, sign, clock, domain, sessionLifetimeMs }: Provisioning,
  name: SpaceName,
): Promise<SpaceSession> {
  // The curves run on the server's own thread: other requests get a turn between two sessions.
  await nextTurn()
  const { own, inAccount, network } = sessionPlans[name]
  const now = clock.now()
  const prepared = prepareSession({
    address: account.address,
    chainId: account.chainId,
    domain,
    issuedAt: new Date(now).toISOString(),
    expirationTime: new Date(now + sessionLifetimeMs).toISOString(),
    spaceId: account.spaceId(name),
    abilities: inFull(own),
    ...(inAccount && { spaceAbilities: { [account.spaceId('account')]: inFull(inAccount) } }),
    ...(network && { rawAbilities: { [account.networkId]: fullNames('encryption', network) } }),
  })
  return { name, session: completeSessionSetup({ ...prepared, signature: sign(prepared.siwe) }) }
}

function inFull(plan: Plan): Abilities {
  return Object.fromEntries(
    Object.entries(plan).map(([service, paths]) => [
      service,
      Object.fromEntries(Object.entries(paths).map(([path, verbs]) => [path, fullNames(service, verbs)])),
    ]),
  )
}

function fullNames(service: string, verbs: readonly string[]): string[] {
  return verbs.map((verb) => `tinycloud.${service}/${verb}`)
}
