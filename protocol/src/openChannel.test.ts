import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { OpenKeyError } from './errors/openKeyError.ts'
import { openChannel } from './openChannel.ts'
import { resultSchema } from './result.ts'
import { portPair } from './testing/portPair.ts'

const inputs = { echo: z.strictObject({ text: z.string() }) }
const results = { echo: resultSchema(z.string()) }
type Echo = { echo: { input: { text: string }; value: string } }
const undo: (() => void)[] = []
afterEach(() => {
  for (const run of undo.splice(0)) run()
})

function connected(echo: (input: { text: string }) => Promise<string>) {
  const there = portPair()
  const back = portPair()
  undo.push(there.close, back.close)
  const ours = openChannel<Echo, Echo>({ calls: there.ours, serves: back.theirs, results, inputs, handlers: { echo } })
  openChannel<Echo, Echo>({ calls: back.ours, serves: there.theirs, results, inputs, handlers: { echo } })
  return ours
}

describe('openChannel', () => {
  test('carries a call and its answer', async () => {
    const channel = connected(async ({ text }) => text.toUpperCase())
    expect(await channel.call('echo', { text: 'hi' })).toBe('HI')
  })
  test('error: rebuilds the class', async () => {
    const channel = connected(async () => {
      throw new OpenKeyError('busy', 'Busy.', { details: { retryAfterMs: 5 } })
    })
    await expect(channel.call('echo', { text: 'hi' })).rejects.toMatchObject({
      code: 'busy',
      details: { retryAfterMs: 5 },
    })
  })
})
