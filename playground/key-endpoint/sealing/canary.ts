import { randomBytes } from 'node:crypto'
import type { Database, Transaction } from '../database/database.ts'
import { sealingCanary } from '../database/schema.ts'
import type { AcceptedSecrets } from './acceptedSecrets.ts'
import { seal, unseal } from './seal.ts'

/**
 * Something small that is sealed like the keys. The secret that opens it is the one in force: new keys are sealed under
 * it, on every replica, until the last step of a rotation seals the canary under the new secret.
 */
const placeOf = (context: Uint8Array) => ({ context, id: 'canary', subject: 'canary' })

function makeCanary(secret: Uint8Array) {
  const sealingContext = randomBytes(32)
  return { sealingContext, sealed: seal(secret, placeOf(sealingContext), Buffer.from('openkey')) }
}

/** Seals the canary under this secret, unless there is one. */
export async function addCanary(database: Database, secret: Uint8Array): Promise<void> {
  await database
    .insert(sealingCanary)
    .values({ id: 1, ...makeCanary(secret) })
    .onConflictDoNothing()
}

/** The secret in force; it stays so until the transaction ends. `undefined` when it is none of those accepted here. */
export async function readCanary(
  transaction: Transaction,
  secrets: AcceptedSecrets,
  lock: 'share' | 'update' = 'share',
): Promise<Uint8Array | undefined> {
  const [canary] = await transaction.select().from(sealingCanary).for(lock)
  return canary && secrets.find((secret) => opens(secret, canary))
}

/** Puts another secret in force. The transaction holds the canary's lock. */
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
