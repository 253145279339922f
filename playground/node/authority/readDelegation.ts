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
  return { cid: credential.cid, raw: credential.raw, ...grant, capabilities, ...timeWindowOf(credential) }
}

type Grant = Pick<Delegation, 'delegator' | 'delegatee' | 'att' | 'parents'>

function grantOfMessage(message: SiweMessage): Grant {
  const { address, chainId, uri } = message
  if (!isChecksumAddress(address)) throw new NodeError('header_undecodable')
  try {
    const recap = readRecap(message)
    if (recap === undefined) throw new NodeError('recap_invalid')
    const parents = recap.prf.map(cidFromProof)
    return { delegator: pkhDid({ chainId, address }), delegatee: withoutFragment(uri), att: recap.att, parents }
  } catch (cause) {
    throw new NodeError('recap_invalid', undefined, { cause })
  }
}

function grantOfUcan(ucan: Ucan): Grant {
  if (!isUcanDelegation(ucan)) throw new NodeError('header_undecodable')
  const { iss, aud, att, prf } = ucan.payload
  return { delegator: withoutFragment(iss), delegatee: withoutFragment(aud), att, parents: prf }
}
