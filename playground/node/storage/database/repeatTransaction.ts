import { setTimeout } from 'node:timers/promises'

const attempts = 5

/** Repeats a transaction that the database rolled back to resolve a conflict with another one. */
export async function repeatTransaction<Result>(
  transaction: () => Promise<Result>,
  isConflict: (code: string) => boolean,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (attempt === attempts || !isConflict(code)) throw error
      await setTimeout(Math.random() * 2 ** attempt * 5)
    }
  }
}
