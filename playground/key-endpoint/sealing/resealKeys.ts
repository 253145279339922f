import { and, asc, eq, gt } from 'drizzle-orm'
import type { Database, Transaction } from '../database/database.ts'
import { key } from '../database/schema.ts'
import { requireSecretInForce } from './activeSecret.ts'
import { replaceCanary } from './canary.ts'
import { createVault, type SealedKey } from './vault.ts'

export type Resealing = {
  readonly database: Database
  /** The secret to seal every key under. */
  readonly secret: Uint8Array
  /** The one it replaces. */
  readonly previous: Uint8Array
  /** Called after each moved key, with the number of keys that this run has moved. */
  readonly onProgress?: (moved: number) => void
  /** Stops before the next key. Moved keys stay moved. */
  readonly signal?: AbortSignal
}

const batchSize = 100

/**
 * Seals every key under a new secret while endpoints that accept both secrets keep working. Each key moves in its own
 * transaction, so the next run can continue one that was killed. The last transaction blocks new keys, moves those added in
 * the meantime, and puts the new secret in force. From then on no key opens under the old secret.
 * @returns how many keys this run has moved; `undefined` when it was stopped
 * @throws {StartError} `sealing_secret_mismatch` when the keys are sealed under a third secret
 */
export async function resealKeys(resealing: Resealing): Promise<number | undefined> {
  const { database, secret, previous, onProgress = () => {}, signal } = resealing
  const own = createVault({ secrets: [secret] })
  const former = createVault({ secrets: [previous] })
  let moved = 0

  const reseal = (stored: SealedKey): SealedKey => {
    try {
      return former.open(stored, (privateKey) => own.put(stored.id, privateKey))
    } catch (cause) {
      throw new Error(`The key in row ${stored.id} opens under neither secret.`, { cause })
    }
  }

  /** Moves one key, unless it has already been moved. */
  const move = async (transaction: Transaction, id: string) => {
    const [row] = await transaction.select().from(key).where(eq(key.id, id)).for('update')
    if (row === undefined || row.sealed === null || row.sealingContext === null) return
    const stored: SealedKey = { ...row, sealed: row.sealed, sealingContext: row.sealingContext }
    if (opensIn(own, stored)) return
    const { sealed, sealingContext } = reseal(stored)
    await transaction.update(key).set({ sealed, sealingContext }).where(eq(key.id, id))
    moved++
  }

  const isStopped = () => signal?.aborted === true

  await database.transaction((transaction) => requireSecretInForce(transaction, [secret, previous]))
  for await (const id of idsOf(database)) {
    if (isStopped()) return undefined
    const before = moved
    await database.transaction((transaction) => move(transaction, id))
    if (moved > before) onProgress(moved)
  }
  if (isStopped()) return undefined
  await database.transaction(async (transaction) => {
    await requireSecretInForce(transaction, [secret, previous], 'update')
    for await (const id of idsOf(transaction)) await move(transaction, id)
    await replaceCanary(transaction, secret)
  })
  return moved
}

/** Yields the ids of all managed keys in batches. */
async function* idsOf(database: Pick<Database, 'select'>): AsyncGenerator<string> {
  let last = ''
  for (;;) {
    const batch = await database
      .select({ id: key.id })
      .from(key)
      .where(and(eq(key.keyType, 'MANAGED'), gt(key.id, last)))
      .orderBy(asc(key.id))
      .limit(batchSize)
    for (const { id } of batch) yield id
    if (batch.length < batchSize) return
    last = batch.at(-1)?.id ?? last
  }
}

function opensIn(vault: Pick<ReturnType<typeof createVault>, 'open'>, stored: SealedKey): boolean {
  try {
    return vault.open(stored, () => true)
  } catch {
    return false
  }
}
