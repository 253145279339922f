import { patienceMs } from './engine.ts'

/** Asks again until there is an answer. */
export async function untilFound<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + patienceMs
  for (;;) {
    const found = await ask()
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`${what} did not appear within ${patienceMs} ms.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
