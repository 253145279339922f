import { isDeepStrictEqual } from 'node:util'
import { cidFromProof, isUcanDelegation, type Ucan } from '@openkey/protocol/session'
import { isChecksumAddress, listCapabilities, pkhDid, readRecap, type SiweMessage } from '@openkey/protocol/siwe'
import { NodeError } from '../errors/nodeError.ts'
import type { Credential } from './credential.ts'
import type { Delegation } from './delegation.ts'
import { timeWindowOf } from './timeWindow.ts'
import { withoutFragment } from './withoutFragment.ts'

/**
 * Reads what a credential delegates. A SIWE message delegates by its ReCap, from the account to the DID in its URI; a
 * UCAN that says it delegates from its issuer to its audience.
 */
export function readDelegation(credential: Credential): Delegation {
  const grant = credential.type === 'cacao' ? grantOfMessage(credential.cacao.payload) : grantOfUcan(credential.ucan)
  const capabilities = listCapabilities({ att: grant.att, prf: [] })
  const { cid, raw } = credential
  return { cid, raw, ...grant, capabilities, ...timeWindowOf(credential), isRevoked: false }
}

/** A fact of a UCAN that delegates: whoever receives this may use it and not pass it on. */
const terminalFact = { kind: 'terminal' }

type Grant = Pick<Delegation, 'delegator' | 'delegatee' | 'att' | 'parents' | 'isTerminal'>

function grantOfMessage(message: SiweMessage): Grant {
  const { address, chainId, uri } = message
  if (!isChecksumAddress(address)) throw new NodeError('header_undecodable')
  try {
    const recap = readRecap(message)
    if (recap === undefined) throw new NodeError('recap_invalid')
    const parents = recap.prf.map(cidFromProof)
    const delegator = pkhDid({ chainId, address })
    return { delegator, delegatee: withoutFragment(uri), att: recap.att, parents, isTerminal: false }
  } catch (cause) {
    throw new NodeError('recap_invalid', undefined, { cause })
  }
}

function grantOfUcan(ucan: Ucan): Grant {
  if (!isUcanDelegation(ucan)) throw new NodeError('header_undecodable')
  const { iss, aud, att, prf, fct = [] } = ucan.payload
  const isTerminal = fct.some((fact) => isDeepStrictEqual(fact, terminalFact))
  return { delegator: withoutFragment(iss), delegatee: withoutFragment(aud), att, parents: prf, isTerminal }
}
