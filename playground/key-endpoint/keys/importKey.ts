import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { isUniqueViolation } from '../database/isUniqueViolation.ts'
import { user } from '../database/schema.ts'
import { readEmailAddress } from '../mail/emailAddress.ts'
import type { KeyStore } from './keyStore.ts'

export type ImportedKey = { readonly userId: string; readonly keyId: string; readonly address: string }

export type ImportKey = (options: {
  /** Account that gets the key. It is made when there is none, and the key is then its `Key 0`. */
  readonly email: string
  /** 32 bytes, secp256k1. The caller wipes it. */
  readonly privateKey: Uint8Array
}) => Promise<ImportedKey>

/** Brings an existing root key into an account: for operators who move one, and for seeding. Not an HTTP route. */
export function createImportKey({
  database,
  keys,
  clock,
}: {
  readonly database: Database
  readonly keys: KeyStore
  readonly clock: Clock
}): ImportKey {
  return async ({ email, privateKey }) => {
    const mailbox = readEmailAddress(email)
    if (mailbox === undefined) throw new RangeError(`“${email}” is not an e-mail address that an account can have.`)
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
      if (isUniqueViolation(error)) throw new Error('This key belongs to an account already.', { cause: error })
      throw error
    }
  }
}
