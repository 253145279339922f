import { createUcanDelegation, type Session } from '@openkey/protocol/session'
import { keyDid, parseKeyDid } from '@openkey/protocol/siwe'
import { storedPrefix } from '../kv/storedKey.ts'
import type { NodeClient } from '../node-http/nodeClient.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { PortableDelegation } from './portableDelegation.ts'
import { requirePrimaryDid } from './requirePrimaryDid.ts'

type Delegated = {
  /** In full: `tinycloud.kv/get`. */
  readonly abilities: readonly string[]
  /** Keys that start so, or the name of a database. @default '' the whole service */
  readonly path?: string
  /** In milliseconds from this moment; at most what is left of the session. @default that */
  readonly expiresInMs?: number
}

export type DelegateToUser = Delegated & {
  /** The other user's primary DID: `tc.did` after signing in. */
  readonly delegateDID: string
}

export type DelegateToSession = Delegated & {
  /** `tc.sessionDid` of a client without a wallet. */
  readonly sessionDID: string
  /** Whether it may be used and not passed on. A user could not even use it, since theirs goes to a session. @default false */
  readonly disableSubDelegation?: boolean
}

/** Passes on what a session holds in its primary space. Needs no wallet. */
export type Delegator = {
  /**
   * To another user, for as long as they keep their account.
   * @throws {TinyCloudError} `delegatee_invalid` for anything but a primary DID; what the node answers
   */
  createDelegation(options: DelegateToUser): Promise<PortableDelegation>
  /**
   * To one session key and nobody else: for a service without a wallet, whose delegation ends with its key. A user is
   * reached by {@link createDelegation}.
   * @throws {TinyCloudError} `delegatee_invalid` for anything but a did:key; what the node answers
   */
  createSessionDelegation(options: DelegateToSession): Promise<PortableDelegation>
}

/** A session that can pass on what it holds. */
export type Holder = { readonly granted: Session; readonly node: NodeClient; readonly expiresAt: number }

type DelegatorOptions = {
  readonly requireSession: () => Holder
  readonly kvPrefix: string
  readonly now: () => number
}

export function createDelegator({ requireSession, kvPrefix, now }: DelegatorOptions): Delegator {
  async function delegate(
    delegateDID: string,
    { abilities, path = '', expiresInMs, disableSubDelegation }: Omit<DelegateToSession, 'sessionDID'>,
  ) {
    const { granted, node, expiresAt: sessionEnd } = requireSession()
    const { spaceId } = granted
    const wantedEnd = expiresInMs === undefined ? sessionEnd : Math.min(now() + expiresInMs, sessionEnd)
    // A token counts in whole seconds.
    const expiresAt = Math.floor(wantedEnd / 1_000) * 1_000
    const att = attenuations(spaceId, abilities, { path, kvPrefix })
    const { delegationHeader, delegationCid } = createUcanDelegation(granted, att, {
      ...{ delegate: delegateDID, expiresAt },
      isTerminal: disableSubDelegation,
    })
    await node.delegate(delegationHeader)
    return {
      version: '1.0',
      host: node.host,
      ...{ delegationCid, delegationHeader, delegateDID, spaceId, kvPrefix },
      expiresAt: new Date(expiresAt).toISOString(),
    } satisfies PortableDelegation
  }

  return {
    createDelegation: async ({ delegateDID, ...what }) => delegate(requirePrimaryDid(delegateDID), what),
    createSessionDelegation: async ({ sessionDID, ...what }) => delegate(requireKeyDid(sessionDID), what),
  }
}

/** Each ability on its own service, all at the same path. */
function attenuations(
  spaceId: string,
  abilities: readonly string[],
  { path, kvPrefix }: { readonly path: string; readonly kvPrefix: string },
) {
  if (abilities.length === 0) throw new TinyCloudError('capability_request_invalid', 'Nothing is delegated.')
  const services = [...new Set(abilities.map(serviceOf))]
  return Object.fromEntries(
    services.map((service) => {
      const ofService = abilities.filter((ability) => serviceOf(ability) === service)
      const encoded = storedPrefix(service === 'kv' ? kvPrefix : '', path)
      const resource = `${spaceId}/${service}${encoded && `/${encoded}`}`
      return [resource, Object.fromEntries(ofService.map((ability) => [ability, [{}]]))]
    }),
  )
}

function serviceOf(ability: string): string {
  const [, service] = /^tinycloud\.([a-z]+)\/[A-Za-z.*]+$/.exec(ability) ?? []
  if (service !== undefined) return service
  throw new TinyCloudError('capability_request_invalid', `“${ability}” is no ability, like “tinycloud.kv/get”.`)
}

function requireKeyDid(did: string): string {
  try {
    return keyDid(parseKeyDid(did))
  } catch (cause) {
    throw new TinyCloudError(
      'delegatee_invalid',
      'Delegation failed: invalid delegatee. A session is named by a did:key.',
      {
        details: { received: did.slice(0, 256) },
        cause,
      },
    )
  }
}
