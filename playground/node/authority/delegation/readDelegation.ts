import { cidFromProof, isUcanDelegation, principalDid, type Ucan } from '@openkey/protocol/session'
import {
  isChecksumAddress,
  type JsonValue,
  listCapabilities,
  pkhDid,
  readRecap,
  readRecipient,
  type SiweMessage,
} from '@openkey/protocol/siwe'
import { NodeError } from '../../errors/nodeError.ts'
import { maxDidLength } from '../../limits.ts'
import { canonicalAttenuations } from '../canonicalResource.ts'
import type { Credential } from '../credential.ts'
import { timeWindowOf } from '../timeWindow.ts'
import type { Delegation } from './delegation.ts'

/**
 * Reads the delegation in a credential. A SIWE message delegates its ReCap from the account to the session key or
 * account in its `URI`; a UCAN delegates from its issuer to its audience.
 * @param nodeId DID of this node. A token addressed to it is an invocation.
 * @throws {NodeError} `header_undecodable`, `recap_invalid`, `space_malformed`
 */
export function readDelegation(credential: Credential, nodeId: string): Delegation {
  const { type, cid, raw } = credential
  const grant = type === 'cacao' ? grantOfMessage(credential.cacao.payload) : grantOfUcan(credential.ucan, nodeId)
  if (grant.delegatee.length > maxDidLength) throw new NodeError('header_undecodable')
  const att = canonicalAttenuations(grant.att)
  const capabilities = listCapabilities({ att, prf: [] })
  return { cid, raw, ...grant, att, capabilities, ...timeWindowOf(credential), isRevoked: false }
}

type Grant = Pick<Delegation, 'delegator' | 'delegatee' | 'att' | 'parents' | 'isTerminal'>

function grantOfMessage(message: SiweMessage): Grant {
  const { address, chainId, uri } = message
  if (!isChecksumAddress(address)) throw new NodeError('header_undecodable')
  try {
    const named = { ...message, uri: uri.startsWith('did:pkh:') ? principalDid(uri) : uri }
    const recap = readRecap(named)
    if (recap === undefined) throw new NodeError('recap_invalid')
    const parents = recap.prf.map(cidFromProof)
    const delegator = pkhDid({ chainId, address })
    return { delegator, delegatee: readRecipient(named).did, att: recap.att, parents, isTerminal: false }
  } catch (cause) {
    throw new NodeError('recap_invalid', undefined, { cause })
  }
}

/**
 * A token whose facts name a `targetNode` is a request to an encryption network and must not delegate at another node.
 */
function grantOfUcan(ucan: Ucan, nodeId: string): Grant {
  const { iss, aud, att, prf, fct = [] } = ucan.payload
  const asksNode = aud === nodeId || fct.some((fact) => memberOf(fact, 'targetNode') !== undefined)
  if (!isUcanDelegation(ucan) || asksNode) throw new NodeError('header_undecodable')
  const isTerminal = fct.some((fact) => memberOf(fact, 'xyz.tinycloud.policy/delegationMode') === 'terminal')
  return { delegator: principalDid(iss), delegatee: principalDid(aud), att, parents: prf, isTerminal }
}

function memberOf(fact: JsonValue, name: string): JsonValue | undefined {
  if (fact === null || typeof fact !== 'object') return undefined
  return Object.entries(fact).find(([key]) => key === name)?.[1]
}
