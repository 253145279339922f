import type { ActiveSession } from './activeSession.ts'
import type { SessionRecord } from './sessionRecord.ts'

/** Text of a session for the storage. */
export function writeSessionRecord({ client, granted, node, expiresAt }: ActiveSession, now: number): string {
  const { delegationHeader, delegationCid, spaceId, verificationMethod, jwk } = granted
  const record: SessionRecord = {
    version: '1.0',
    address: client.address,
    chainId: client.chainId,
    sessionKey: JSON.stringify(jwk),
    keyId: client.sessionKey,
    siwe: client.siwe,
    signature: client.signature,
    tinycloudSession: { delegationHeader, delegationCid, spaceId, verificationMethod },
    expiresAt: new Date(expiresAt).toISOString(),
    createdAt: new Date(now).toISOString(),
    tinycloudHosts: [node.host],
  }
  return JSON.stringify(record)
}
