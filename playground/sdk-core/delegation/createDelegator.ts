import { createUcanDelegation, type Session } from '@openkey/protocol/session'
import { keyDid, parseKeyDid } from '@openkey/protocol/siwe'
import { storedPrefix } from '../kv/storedKey.ts'
import type { NodeClient } from '../node-http/nodeClient.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { PortableDelegation } from './portableDelegation.ts'
import { requirePrimaryDid } from './requirePrimaryDid.ts'

type Delegated = {
  /** Fully qualified: `tinycloud.kv/get`. */
  readonly abilities: readonly string[]
  /** Prefix of keys, or name of a database. @default '' the whole service */
  readonly path?: string
  /** Lifetime in milliseconds, at most the rest of the session. @default the rest of the session */
  readonly expiresInMs?: number
}

export type DelegateToUser = Delegated & {
  /** The other user's primary DID: `tc.did` after signing in. */
  readonly delegateDID: string
}

export type DelegateToSession = Delegated & {
  /** `tc.sessionDid` of a client without a wallet. */
  readonly sessionDID: string
  /** Forbids further delegation. Not available for users, who must delegate to a session key. @default false */
  readonly disableSubDelegation?: boolean
}

/** Delegates what a session holds in its primary space. Needs no wallet. */
export type Delegator = {
  /**
   * Delegates to another user.
   * @throws {TinyCloudError} `delegatee_invalid` unless `delegateDID` is a primary DID; errors of the node
   */
  createDelegation(options: DelegateToUser): Promise<PortableDelegation>
  /**
   * Delegates to one session key, for a service without a wallet. To delegate to a user, use {@link createDelegation}.
   * @throws {TinyCloudError} `delegatee_invalid` unless `sessionDID` is a did:key; errors of the node
   */
  createSessionDelegation(options: DelegateToSession): Promise<PortableDelegation>
}

/** A session that can delegate. */
export type DelegatingSession = { readonly granted: Session; readonly node: NodeClient; readonly expiresAt: number }

type DelegatorOptions = {
  readonly requireSession: () => DelegatingSession
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
    const requestedEnd = expiresInMs === undefined ? sessionEnd : Math.min(now() + expiresInMs, sessionEnd)
    // UCAN times are whole seconds.
    const expiresAt = Math.floor(requestedEnd / 1_000) * 1_000
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

/** Returns the attenuations for abilities of any services, all on the same path. */
function attenuations(
  spaceId: string,
  abilities: readonly string[],
  { path, kvPrefix }: { readonly path: string; readonly kvPrefix: string },
) {
  if (abilities.length === 0)
    throw new TinyCloudError(
      'capability_request_invalid',
      '`abilities` is empty: pass at least one ability to delegate.',
    )
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
  throw new TinyCloudError(
    'capability_request_invalid',
    `“${ability}” is not an ability: expected a name such as “tinycloud.kv/get”.`,
  )
}

function requireKeyDid(did: string): string {
  try {
    return keyDid(parseKeyDid(did))
  } catch (cause) {
    throw new TinyCloudError('delegatee_invalid', 'Delegation failed: invalid delegatee', {
      details: { expected: 'the did:key of a session', received: did.slice(0, 256) },
      cause,
    })
  }
}
