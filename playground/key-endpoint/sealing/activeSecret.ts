import { randomBytes } from 'node:crypto'
import type { Database, Transaction } from '../database/database.ts'
import { sealingCanary } from '../database/schema.ts'
import { StartError } from '../startError.ts'
import { seal, unseal } from './seal.ts'
import type { AcceptedSecrets } from './secrets.ts'

/**
 * The canary is a small value in the database, sealed like the keys. The secret that opens it is the active one: every
 * replica seals new keys under it, until the last step of a rotation seals the canary under the new secret.
 */
const bindingOf = (context: Uint8Array) => ({ context, id: 'canary', subject: 'canary' })

/**
 * Checks at startup that the stored keys open under one of the accepted secrets. Creates the canary on the first start.
 * @returns the accepted secrets, the active one first
 * @throws {StartError} `sealing_secret_mismatch`
 */
export async function checkSealingSecret(database: Database, secrets: AcceptedSecrets): Promise<AcceptedSecrets> {
  await database
    .insert(sealingCanary)
    .values({ id: 1, ...createCanary(secrets[0]) })
    .onConflictDoNothing()
  const active = await database.transaction((transaction) => requireActiveSecret(transaction, secrets))
  return [active, ...secrets.filter((secret) => secret !== active)]
}

/**
 * Returns the secret to seal a new key under. It stays active until the transaction ends.
 * @throws {StartError} `sealing_secret_mismatch` when the keys have moved to a secret that is not accepted here
 */
export async function requireActiveSecret(
  transaction: Transaction,
  secrets: AcceptedSecrets,
  lock: 'share' | 'update' = 'share',
): Promise<Uint8Array> {
  const [canary] = await transaction.select().from(sealingCanary).for(lock)
  const active = canary && secrets.find((secret) => opens(secret, canary))
  if (active !== undefined) return active
  throw new StartError(
    'sealing_secret_mismatch',
    'The keys in this database are sealed under another secret. Start with that secret (during a rotation, as OPENKEY_SEALING_SECRET_PREVIOUS), or with another data folder.',
  )
}

/** Activates another secret. The transaction must hold the `update` lock of {@link requireActiveSecret}. */
export async function activateSecret(transaction: Transaction, secret: Uint8Array): Promise<void> {
  await transaction.update(sealingCanary).set(createCanary(secret))
}

function createCanary(secret: Uint8Array) {
  const sealingContext = randomBytes(32)
  return { sealingContext, sealed: seal(secret, bindingOf(sealingContext), Buffer.from('openkey')) }
}

function opens(secret: Uint8Array, { sealingContext, sealed }: typeof sealingCanary.$inferSelect): boolean {
  try {
    unseal(secret, bindingOf(sealingContext), sealed)
    return true
  } catch {
    return false
  }
}
