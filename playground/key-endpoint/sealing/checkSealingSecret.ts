import { randomBytes } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { sealingCanary } from '../database/schema.ts'
import { StartError } from '../startError.ts'
import { seal, unseal } from './seal.ts'

const canaryId = 1
const placeOf = (context: Uint8Array) => ({ context, id: 'canary', subject: 'canary' })

/**
 * Proves at the start that the secret is the one the stored keys were sealed under, by opening something small that was
 * sealed on the first start.
 * @throws {StartError} `sealing_secret_mismatch`
 */
export async function checkSealingSecret(database: Database, secret: Uint8Array): Promise<void> {
  const context = randomBytes(32)
  const sealed = seal(secret, placeOf(context), Buffer.from('openkey'))
  await database.insert(sealingCanary).values({ id: canaryId, sealingContext: context, sealed }).onConflictDoNothing()
  const [canary] = await database.select().from(sealingCanary)
  try {
    if (canary !== undefined) unseal(secret, placeOf(canary.sealingContext), canary.sealed)
  } catch (cause) {
    throw new StartError(
      'sealing_secret_mismatch',
      'The keys in this database were sealed under another secret. Start with that secret, or with another data folder.',
      { cause },
    )
  }
}
