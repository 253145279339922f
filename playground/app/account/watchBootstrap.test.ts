import { describe, expect, test } from 'vitest'
import { type AccountOnNode, emptyAccount } from './readAccount.ts'
import { watchBootstrap } from './watchBootstrap.ts'

/** Reads each state once, the last one for ever, and counts. */
function readerOf(states: readonly (AccountOnNode['isComplete'] | 'no session' | 'failure')[]) {
  let reads = 0
  return {
    reads: () => reads,
    async read() {
      const isComplete = states[Math.min(reads++, states.length - 1)]
      if (isComplete === 'failure') throw new Error('The node is away.')
      return isComplete === 'no session' ? undefined : { ...emptyAccount, isComplete }
    },
  }
}

const atOnce = async () => {}

describe('watchBootstrap', () => {
  test('waits until the account is complete, also while nothing can be read', async () => {
    const reader = readerOf(['no session', false, 'failure', false, true])
    expect([await watchBootstrap(reader, atOnce), reader.reads()]).toEqual(['complete', 5])
  })

  test('gives up at once if the session may not read the record', async () => {
    const reader = readerOf([undefined])
    expect([await watchBootstrap(reader, atOnce), reader.reads()]).toEqual(['unknown', 1])
  })

  test('ends', async () => {
    const reader = readerOf([false])
    expect([await watchBootstrap(reader, atOnce), reader.reads()]).toEqual(['unknown', 150])
  })
})
