import type { Database, Sql } from './database.ts'

export type GroupCommit = {
  /**
   * Runs a write together with others that are requested at the same time, in one transaction and so with one sync of
   * the disk. A write that throws is rolled back alone.
   * @returns the result, once it is durable
   */
  readonly transaction: Database['transaction']
  /** Like `transaction`, for one statement. */
  readonly run: Database['run']
  /** Resolves while no transaction is in progress, so that a read does not see a part of it. */
  idle(): Promise<void>
}

/** Writes in a group at which it no longer waits for more. */
const fullGroup = 256

type Pending = { run(): Promise<void>; settle(): void; fail(error: unknown): void }

/**
 * @param sql statements on the only connection of a database
 * @param isInTransaction returns whether the connection is in a transaction
 */
export function createGroupCommit(sql: Sql, isInTransaction: () => boolean): GroupCommit {
  let group: Pending[] = []
  let committing: Promise<void> | undefined

  const commit = async () => {
    const writes = group
    group = []
    try {
      await sql.run('BEGIN IMMEDIATE')
      try {
        for (const { run } of writes) await run()
        await sql.run('COMMIT')
      } catch (error) {
        // Some errors, such as a full disk, have rolled back already.
        await sql.run('ROLLBACK').catch(() => undefined)
        throw error
      }
    } catch (error) {
      for (const { fail } of writes) fail(error)
      return
    }
    for (const { settle } of writes) settle()
  }
  const next = async () => {
    await committing
    committing = commit()
    await committing
    committing = undefined
  }
  /** Waits while each turn of the event loop brings further writes, because the sync costs as much as twenty of them. */
  const gather = (before: number) => {
    if (group.length > before && group.length < fullGroup) setImmediate(gather, group.length)
    else void next()
  }
  const idle = async () => {
    while (committing) await committing
  }

  const add = (write: Pending) => {
    if (group.length === 0) setImmediate(gather, 0)
    group.push(write)
  }

  return {
    idle,
    run: (statement, values) =>
      new Promise((resolve, reject) => {
        let settle = (): void => undefined
        add({
          async run() {
            try {
              const changes = await sql.run(statement, values)
              settle = () => resolve(changes)
            } catch (error) {
              // SQLite reverts a statement that fails, and needs no savepoint for it. Some errors end the transaction.
              if (!isInTransaction()) throw error
              settle = () => reject(error)
            }
          },
          settle: () => settle(),
          fail: reject,
        })
      }),
    transaction: (work) =>
      new Promise((resolve, reject) => {
        let settle = (): void => undefined
        add({
          async run() {
            await sql.run('SAVEPOINT write')
            try {
              const result = await work(sql)
              settle = () => resolve(result)
            } catch (error) {
              await sql.run('ROLLBACK TO write')
              settle = () => reject(error)
            }
            await sql.run('RELEASE write')
          },
          settle: () => settle(),
          fail: reject,
        })
      }),
  }
}
