import { type PrivateJwk, sessionKeyFromJwk } from '@openkey/protocol/session'
import * as z from 'zod/mini'

/** A session as it is stored. `sessionKey` is the JSON text of the private key. */
export const sessionRecordSchema = z.object({
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
})

export type SessionRecord = z.infer<typeof sessionRecordSchema>

/** @returns `undefined` for anything that is not a record of this version. */
export function parseSessionRecord(text: string): { record: SessionRecord; jwk: PrivateJwk } | undefined {
  try {
    const record = sessionRecordSchema.parse(JSON.parse(text))
    return { record, jwk: sessionKeyFromJwk(JSON.parse(record.sessionKey)).jwk }
  } catch {
    return undefined
  }
}
