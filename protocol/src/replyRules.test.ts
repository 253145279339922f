import { afterEach, describe, expect, test, vi } from 'vitest'
import { guardEndpoint } from './guardEndpoint.ts'
import { replyRules } from './replyRules.ts'
import type { Result } from './result.ts'
import { type PortPair, portPair } from './testing/portPair.ts'

const pairs: PortPair[] = []
afterEach(() => {
  for (const pair of pairs.splice(0)) pair.close()
})

describe('replyRules', () => {
  test('tell the pipe of no reply to nothing', async () => {
    const pair = portPair()
    pairs.push(pair)
    const { ours, theirs } = pair
    const [onMessage, onRefused] = [vi.fn(), vi.fn()]
    const echo = (value: unknown): value is Result<unknown> => value !== undefined
    const endpoint = guardEndpoint(ours, replyRules({ echo }), onRefused)
    endpoint.listen(onMessage)
    endpoint.send({ id: 'a-1', name: 'echo', input: null })
    const value = { ok: true, value: 'hi' }
    for (const id of ['b-2', 'a-1', 'a-1']) theirs.postMessage({ id, type: 'RAW', value })
    await expect.poll(() => onRefused.mock.calls).toEqual([[{ code: 'internal' }], [{ code: 'internal' }]])
    expect(onMessage.mock.calls).toEqual([[{ id: 'a-1', value }]])
  })
})
