import { createUcanDelegation, type Session } from '@openkey/protocol/session'
import { keyDid, parseKeyDid } from '@openkey/protocol/siwe'
import { storedPrefix } from '../kv/storedKey.ts'
import type { NodeClient } from '../node-http/nodeClient.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { DelegateToSession, Delegator } from './delegator.ts'
import type { PortableDelegation } from './portableDelegation.ts'
import { requirePrimaryDid } from './requirePrimaryDid.ts'

/** A session that can pass on what it holds. */
export type Holder = { readonly granted: Session; readonly node: NodeClient; readonly expiresAt: number }

export type DelegatorOptions = {
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
