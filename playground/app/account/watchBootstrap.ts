import type { AccountReader } from './readAccount.ts'

/** Time between two looks at the node, in milliseconds. */
const intervalMs = 1_000

/** Longer than any attempt of the key endpoint, which gives up a lease after two minutes. */
const maxLooks = 150

type Wait = (ms: number) => Promise<void>

/**
 * Waits until the account is complete at the node. The key endpoint reports `pending` with the signature if it needs
 * longer than a signature may wait, and then goes on.
 * @returns `unknown` if the session may not read the record, or if it does not end
 */
export async function watchBootstrap(reader: AccountReader, wait: Wait = pause): Promise<'complete' | 'unknown'> {
  for (let looks = 0; looks < maxLooks; looks++) {
    const account = await reader.read().catch(() => undefined)
    if (account?.isComplete) return 'complete'
    if (account && account.isComplete === undefined) return 'unknown'
    await wait(intervalMs)
  }
  return 'unknown'
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
