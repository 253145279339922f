import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Database } from './database/database.ts'

/** An encryption network. Revoking it deletes the sealed private key. */
export type StoredNetwork = {
  readonly id: string
  readonly name: string
  readonly ownerDid: string
  readonly publicKey: Uint8Array
  readonly sealedKey: Uint8Array | undefined
  readonly createdAtMs: number
  readonly updatedAtMs: number
}

/** One use of an invocation's nonce. */
export type NonceUse = {
  readonly invoker: string
  readonly nonce: string
  readonly forgetAtMs: number
}

export type NetworkStore = {
  find(id: string): Promise<StoredNetwork | undefined>
  /** Returns the ids of the networks of this name that are not revoked, at most two. */
  activeByName(name: string): Promise<readonly string[]>
  /** @returns false if a network with this id exists */
  add(network: Omit<StoredNetwork, 'updatedAtMs'>): Promise<boolean>
  /** Deletes the private key. */
  revoke(id: string, nowMs: number): Promise<void>
  /** Durably records that an invoker used a nonce. @returns false if it was used before, in any process */
  consumeNonce(use: NonceUse): Promise<boolean>
  /** Forgets the nonces of invocations that expired long ago. */
  forgetNonces(nowMs: number): Promise<void>
}

const networkRow = z
  .object({
    id: z.string(),
    name: z.string(),
    owner_did: z.string(),
    public_key: z.instanceof(Uint8Array),
    sealed_key: z.instanceof(Uint8Array).nullable(),
    created_at: z.int(),
    updated_at: z.int(),
  })
  .transform(
    (row): StoredNetwork => ({
      id: row.id,
      name: row.name,
      ownerDid: row.owner_did,
      publicKey: row.public_key,
      sealedKey: row.sealed_key ?? undefined,
      createdAtMs: row.created_at,
      updatedAtMs: row.updated_at,
    }),
  )

const idRow = z.object({ id: z.string() })

/** Longest nonce that is stored as it is. Of a longer one, the SHA-256 is stored. */
const maxNonceLength = 128

export function createNetworkStore(database: Database): NetworkStore {
  const { orKeep } = database.dialect
  return {
    find: (id) => database.first(networkRow, 'SELECT * FROM encryption_network WHERE id = ?', [id]),
    async activeByName(name) {
      const sql = 'SELECT id FROM encryption_network WHERE name = ? AND sealed_key IS NOT NULL LIMIT 2'
      return (await database.all(idRow, sql, [name])).map(({ id }) => id)
    },
    add: async ({ id, name, ownerDid, publicKey, sealedKey, createdAtMs }) =>
      (await database.run(
        `INSERT INTO encryption_network (id, name, owner_did, public_key, sealed_key, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?) ${orKeep('id')}`,
        [id, name, ownerDid, publicKey, sealedKey ?? null, createdAtMs, createdAtMs],
      )) === 1,
    async revoke(id, nowMs) {
      const sql = 'UPDATE encryption_network SET sealed_key = NULL, updated_at = ? WHERE id = ?'
      await database.run(sql, [nowMs, id])
    },
    async consumeNonce({ invoker, nonce, forgetAtMs }) {
      const sql = `INSERT INTO network_nonce (invoker, nonce, forget_at_ms) VALUES (?, ?, ?) ${orKeep('nonce')}`
      return (await database.run(sql, [invoker, storedNonce(nonce), forgetAtMs])) === 1
    },
    async forgetNonces(nowMs) {
      await database.run('DELETE FROM network_nonce WHERE forget_at_ms < ?', [nowMs])
    },
  }
}

function storedNonce(nonce: string): string {
  return nonce.length <= maxNonceLength ? nonce : createHash('sha256').update(nonce).digest('hex')
}
