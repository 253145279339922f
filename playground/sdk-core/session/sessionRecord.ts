import { type PrivateJwk, sessionKeyFromJwk } from '@openkey/protocol/session'
import * as z from 'zod/mini'
import { type ActiveSession, type CompletedSignIn, completeSignIn } from './completeSignIn.ts'

/** A stored session. `sessionKey` is the private key as JSON. */
const sessionRecordSchema = z.object({
  version: z.literal('1.0'),
  address: z.string(),
  chainId: z.int(),
  sessionKey: z.string(),
  /** Id of the session key. */
  keyId: z.string(),
  siwe: z.string(),
  signature: z.string(),
  tinycloudSession: z.object({
    delegationHeader: z.object({ Authorization: z.string() }),
    delegationCid: z.string(),
    spaceId: z.string(),
    verificationMethod: z.string(),
  }),
  /** ISO 8601. */
  expiresAt: z.string(),
  createdAt: z.string(),
  tinycloudHosts: z.array(z.string()),
  removed: z.optional(z.array(z.object({ resource: z.string(), ability: z.string() }))),
})

type SessionRecord = z.infer<typeof sessionRecordSchema>

/** Parses a stored session. @returns `undefined` for anything else */
function parseSessionRecord(text: string): { record: SessionRecord; jwk: PrivateJwk } | undefined {
  try {
    const record = sessionRecordSchema.parse(JSON.parse(text))
    return { record, jwk: sessionKeyFromJwk(JSON.parse(record.sessionKey)).jwk }
  } catch {
    return undefined
  }
}

/** Serializes a session for the storage. */
export function writeSessionRecord({ client, granted, node, expiresAt, removed }: ActiveSession, now: number): string {
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
    ...(removed && { removed: [...removed] }),
  }
  return JSON.stringify(record)
}

type ReadSession =
  | { readonly status: 'valid'; readonly session: CompletedSignIn; readonly hosts: readonly string[] }
  | { readonly status: 'expired' }
  | { readonly status: 'corrupt' }

/**
 * Reads a stored session without trusting it: rebuilds the delegation from message, signature and key, and requires
 * every derived field to equal the stored one.
 */
export function readSessionRecord(text: string, now: number): ReadSession {
  const parsed = parseSessionRecord(text)
  if (!parsed) return { status: 'corrupt' }
  const { record, jwk } = parsed
  const { delegationHeader, delegationCid, spaceId, verificationMethod } = record.tinycloudSession
  const prepared = { siwe: record.siwe, jwk, spaceId, verificationMethod }
  let session: CompletedSignIn
  try {
    session = {
      ...completeSignIn({ prepared, signature: record.signature, keyId: record.keyId, jwk }),
      ...(record.removed && { removed: record.removed }),
    }
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
  return session.expiresAt <= now ? { status: 'expired' } : { status: 'valid', session, hosts: record.tinycloudHosts }
}
