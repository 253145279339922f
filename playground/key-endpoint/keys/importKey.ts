import { randomUUID } from 'node:crypto'
import type { WallClock } from '@openkey/protocol'
import { type Database, isUniqueViolation } from '../database/database.ts'
import { user } from '../database/schema.ts'
import { readEmailAddress } from '../mail/emailAddress.ts'
import type { KeyStore } from './keyStore.ts'

export type ImportedKey = { readonly userId: string; readonly keyId: string; readonly address: string }

export type ImportKey = (options: {
  /** Account that gets the key. It is created if it does not exist; the key is then its `Key 0`. */
  readonly email: string
  /** 32 bytes, secp256k1. The caller wipes the buffer. */
  readonly privateKey: Uint8Array
}) => Promise<ImportedKey>

/** Imports an existing root key into an account. For operators who move a key, and for test data. Not an HTTP route. */
export function createImportKey({
  database,
  keys,
  clock,
}: {
  readonly database: Database
  readonly keys: Pick<KeyStore, 'add'>
  readonly clock: WallClock
}): ImportKey {
  return async ({ email, privateKey }) => {
    const mailbox = readEmailAddress(email)
    if (mailbox === undefined) throw new RangeError(`Invalid email address “${email}”.`)
    const now = new Date(clock.now())
    const [{ id: userId } = { id: '' }] = await database
      .insert(user)
      .values({
        id: randomUUID(),
        name: '',
        email: mailbox,
        emailVerified: true,
        createdAt: now,
        updatedAt: now,
      })
      .onConflictDoUpdate({ target: user.email, set: { updatedAt: now } })
      .returning({ id: user.id })
    try {
      const { id, address } = await keys.add(userId, privateKey)
      return { userId, keyId: id, address }
    } catch (error) {
      if (isUniqueViolation(error)) throw new Error('This key already belongs to an account.', { cause: error })
      throw error
    }
  }
}
