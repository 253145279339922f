import type { Database, Transaction } from '../database/database.ts'
import { StartError } from '../startError.ts'
import { addCanary, readCanary } from './canary.ts'
import type { AcceptedSecrets } from './secrets.ts'

/**
 * Checks at startup that the stored keys open under one of the accepted secrets.
 * @returns the accepted secrets, the one in force first
 * @throws {StartError} `sealing_secret_mismatch`
 */
export async function checkSealingSecret(database: Database, secrets: AcceptedSecrets): Promise<AcceptedSecrets> {
  await addCanary(database, secrets[0])
  const inForce = await database.transaction((transaction) => requireSecretInForce(transaction, secrets))
  return [inForce, ...secrets.filter((secret) => secret !== inForce)]
}

/**
 * Returns the secret to seal a new key under. It stays in force until the transaction ends.
 * @throws {StartError} `sealing_secret_mismatch` when the keys have moved to a secret that is not accepted here
 */
export async function requireSecretInForce(
  transaction: Transaction,
  secrets: AcceptedSecrets,
  lock: 'share' | 'update' = 'share',
): Promise<Uint8Array> {
  const inForce = await readCanary(transaction, secrets, lock)
  if (inForce !== undefined) return inForce
  throw new StartError(
    'sealing_secret_mismatch',
    'The keys in this database are sealed under another secret. Start with that secret (while it is being replaced, as OPENKEY_SEALING_SECRET_PREVIOUS), or with another data folder.',
  )
}
