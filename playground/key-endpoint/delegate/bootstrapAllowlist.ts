import { type Account, formatNetworkId, formatSpaceId } from '@openkey/protocol/siwe'
import { type SpaceName, spaceNames } from '../../provisioning/account/account.ts'
import { type Plan, sessionPlans } from '../../provisioning/account/sessionPlans.ts'

/** Capabilities that one message of the bootstrap may grant, as `<resource> <ability>`. */
export type AllowlistEntry = {
  readonly kind: 'session' | 'host'
  readonly granted: ReadonlySet<string>
  /** The part in the entry's own space. A message that grants none of it does not belong to the entry. */
  readonly own: ReadonlySet<string>
}

/** The ten messages that create an account: a session and a hosting for each of its five spaces. */
export function bootstrapAllowlist(account: Account): readonly AllowlistEntry[] {
  const spaceId = (name: SpaceName) => formatSpaceId({ ...account, name })
  return spaceNames.flatMap((name): AllowlistEntry[] => {
    const { own, inAccount = {}, network = [] } = sessionPlans[name]
    const ownGrants = grantsOf(spaceId(name), own)
    const networkId = formatNetworkId({ ...account, name: 'default' })
    const session = [
      ...ownGrants,
      ...grantsOf(spaceId('account'), inAccount),
      ...network.map((verb) => `${networkId} tinycloud.encryption/${verb}`),
    ]
    const host = new Set([`${spaceId(name)}/space tinycloud.space/host`])
    return [
      { kind: 'session', granted: new Set(session), own: new Set(ownGrants) },
      { kind: 'host', granted: host, own: host },
    ]
  })
}

function grantsOf(spaceId: string, plan: Plan): readonly string[] {
  return Object.entries(plan).flatMap(([service, paths]) =>
    Object.entries(paths).flatMap(([path, verbs]) =>
      verbs.map((verb) => `${spaceId}/${service}${path && `/${path}`} tinycloud.${service}/${verb}`),
    ),
  )
}
