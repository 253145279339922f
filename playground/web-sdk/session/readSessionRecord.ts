import { type CompletedSignIn, completeSignIn } from './completeSignIn.ts'
import { parseSessionRecord } from './sessionRecord.ts'

export type ReadSession =
  | { readonly status: 'sound'; readonly session: CompletedSignIn; readonly hosts: readonly string[] }
  | { readonly status: 'expired' }
  | { readonly status: 'corrupt' }

/**
 * Trusts nothing in a stored record: the delegation is built again from message, signature and key, and every derived
 * field must come out as stored.
 */
export function readSessionRecord(text: string, now: number): ReadSession {
  const parsed = parseSessionRecord(text)
  if (!parsed) return { status: 'corrupt' }
  const { record, jwk } = parsed
  const { delegationHeader, delegationCid, spaceId, verificationMethod } = record.tinycloudSession
  const prepared = { siwe: record.siwe, jwk, spaceId, verificationMethod }
  let session: CompletedSignIn
  try {
    session = completeSignIn({ prepared, signature: record.signature, keyId: record.keyId, jwk })
  } catch {
    return { status: 'corrupt' }
  }
  const isSame =
    session.granted.delegationHeader.Authorization === delegationHeader.Authorization &&
    session.granted.delegationCid === delegationCid &&
    session.client.siwe.includes(`${spaceId}/`) &&
    session.client.address === record.address &&
    session.client.chainId === record.chainId &&
    session.expiresAt === Date.parse(record.expiresAt)
  if (!isSame) return { status: 'corrupt' }
  return session.expiresAt <= now ? { status: 'expired' } : { status: 'sound', session, hosts: record.tinycloudHosts }
}
