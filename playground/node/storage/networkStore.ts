import * as z from 'zod'
import type { Database } from './database.ts'

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
  readonly nowMs: number
}

export type NetworkStore = {
  find(id: string): StoredNetwork | undefined
  /** @returns false if a network with this id exists */
  add(network: Omit<StoredNetwork, 'updatedAtMs'>): boolean
  /** Deletes the private key. */
  revoke(id: string, nowMs: number): void
  /** Durably records that an invoker used a nonce. @returns false if it was used before */
  consumeNonce(use: NonceUse): boolean
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

export function createNetworkStore(database: Database): NetworkStore {
  return {
    find: (id) => database.first(networkRow, 'SELECT * FROM encryption_network WHERE id = ?', [id]),
    add: ({ id, name, ownerDid, publicKey, sealedKey, createdAtMs }) =>
      database.run(
        `INSERT INTO encryption_network (id, name, owner_did, public_key, sealed_key, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        [id, name, ownerDid, publicKey, sealedKey ?? null, createdAtMs, createdAtMs],
      ) === 1,
    revoke(id, nowMs) {
      const sql = 'UPDATE encryption_network SET sealed_key = NULL, updated_at = ? WHERE id = ?'
      database.run(sql, [nowMs, id])
    },
    consumeNonce: ({ invoker, nonce, forgetAtMs, nowMs }) =>
      database.transaction(() => {
        database.run('DELETE FROM network_nonce WHERE forget_at_ms < ?', [nowMs])
        const sql = 'INSERT INTO network_nonce (invoker, nonce, forget_at_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
        return database.run(sql, [invoker, nonce, forgetAtMs]) === 1
      }),
  }
}
