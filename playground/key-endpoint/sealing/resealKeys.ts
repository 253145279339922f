import { and, asc, eq, gt } from 'drizzle-orm'
import type { Database, Transaction } from '../database/database.ts'
import { key } from '../database/schema.ts'
import type { Log } from '../log.ts'
import { activateSecret, requireActiveSecret } from './activeSecret.ts'
import { createVault, type SealedKey } from './vault.ts'

export type ResealOptions = {
  readonly database: Database
  /** The secret to seal every key under. */
  readonly secret: Uint8Array
  /** The secret that it replaces. */
  readonly previous: Uint8Array
  /** Called after each moved key, with the number of keys that this run has moved. */
  readonly onProgress?: (moved: number) => void
  /** Stops before the next key. Moved keys stay moved. */
  readonly signal?: AbortSignal
}

const batchSize = 100

/**
 * Seals every key under a new secret while endpoints that accept both secrets keep working. Each key moves in its own
 * transaction, so that the next run can continue an interrupted one. The last transaction blocks new keys, moves those
 * added in the meantime, and activates the new secret. From then on no key opens under the previous secret.
 * @returns the number of keys this run has moved; `undefined` if it was stopped
 * @throws {StartError} `sealing_secret_mismatch` when the keys are sealed under a third secret
 */
export async function resealKeys(options: ResealOptions): Promise<number | undefined> {
  const { database, secret, previous, onProgress = () => {}, signal } = options
  const vault = createVault({ secrets: [secret] })
  const previousVault = createVault({ secrets: [previous] })
  let moved = 0

  const reseal = (stored: SealedKey): SealedKey => {
    try {
      return previousVault.open(stored, (privateKey) => vault.put(stored.id, privateKey))
    } catch (cause) {
      throw new Error(`The key in row ${stored.id} opens under neither secret.`, { cause })
    }
  }

  /** Moves one key, unless it has already been moved. */
  const move = async (transaction: Transaction, id: string) => {
    const [row] = await transaction.select().from(key).where(eq(key.id, id)).for('update')
    if (row === undefined || row.sealed === null || row.sealingContext === null) return
    const stored: SealedKey = { ...row, sealed: row.sealed, sealingContext: row.sealingContext }
    if (opensIn(vault, stored)) return
    const { sealed, sealingContext } = reseal(stored)
    await transaction.update(key).set({ sealed, sealingContext }).where(eq(key.id, id))
    moved++
  }

  const isStopped = () => signal?.aborted === true

  await database.transaction((transaction) => requireActiveSecret(transaction, [secret, previous]))
  for await (const id of keyIds(database)) {
    if (isStopped()) return undefined
    const before = moved
    await database.transaction((transaction) => move(transaction, id))
    if (moved > before) onProgress(moved)
  }
  if (isStopped()) return undefined
  await database.transaction(async (transaction) => {
    await requireActiveSecret(transaction, [secret, previous], 'update')
    for await (const id of keyIds(transaction)) await move(transaction, id)
    await activateSecret(transaction, secret)
  })
  return moved
}

/**
 * Reseals the keys of an embedded database, which no other process can open, while its endpoint serves requests.
 * @returns a function that stops the run and resolves once it has stopped
 */
export function resealInBackground({
  log,
  ...options
}: Pick<ResealOptions, 'database' | 'secret' | 'previous'> & { readonly log: Log }): () => Promise<void> {
  const stop = new AbortController()
  const ended = resealKeys({ ...options, signal: stop.signal }).then(
    (moved) => log({ event: 'keys_resealed', outcome: moved === undefined ? 'stopped' : 'complete' }),
    (error: unknown) => log({ event: 'resealing_failed', error: error instanceof Error ? error.name : 'unknown' }),
  )
  return () => {
    stop.abort()
    return ended
  }
}

/** Yields the ids of all managed keys in batches. */
async function* keyIds(database: Pick<Database, 'select'>): AsyncGenerator<string> {
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
