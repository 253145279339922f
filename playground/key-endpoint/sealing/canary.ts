import { randomBytes } from 'node:crypto'
import type { Database, Transaction } from '../database/database.ts'
import { sealingCanary } from '../database/schema.ts'
import { seal, unseal } from './seal.ts'
import type { AcceptedSecrets } from './secrets.ts'

/**
 * The canary is a small value that is sealed like the keys. The secret that opens it is the one in force: every replica
 * seals new keys under it, until the last step of a rotation seals the canary under the new secret.
 */
const placeOf = (context: Uint8Array) => ({ context, id: 'canary', subject: 'canary' })

function makeCanary(secret: Uint8Array) {
  const sealingContext = randomBytes(32)
  return { sealingContext, sealed: seal(secret, placeOf(sealingContext), Buffer.from('openkey')) }
}

/** Seals a canary under this secret, unless one exists. */
export async function addCanary(database: Database, secret: Uint8Array): Promise<void> {
  await database
    .insert(sealingCanary)
    .values({ id: 1, ...makeCanary(secret) })
    .onConflictDoNothing()
}

/** Returns the secret in force, which stays in force until the transaction ends; `undefined` if it is not accepted here. */
export async function readCanary(
  transaction: Transaction,
  secrets: AcceptedSecrets,
  lock: 'share' | 'update' = 'share',
): Promise<Uint8Array | undefined> {
  const [canary] = await transaction.select().from(sealingCanary).for(lock)
  return canary && secrets.find((secret) => opens(secret, canary))
}

/** Puts another secret in force. The transaction must hold the canary's lock. */
export async function replaceCanary(transaction: Transaction, secret: Uint8Array): Promise<void> {
  await transaction.update(sealingCanary).set(makeCanary(secret))
}

function opens(secret: Uint8Array, { sealingContext, sealed }: typeof sealingCanary.$inferSelect): boolean {
  try {
    unseal(secret, placeOf(sealingContext), sealed)
    return true
  } catch {
    return false
  }
}
