import { afterEach, describe, expect, test, vi } from 'vitest'
import { type PortPair, portPair } from '../testing/portPair.ts'
import { guardEndpoint } from './guardEndpoint.ts'
import { replyPolicy } from './replyPolicy.ts'
import type { Result } from './result.ts'

const pairs: PortPair[] = []
afterEach(() => {
  for (const pair of pairs.splice(0)) pair.close()
})

describe('replyPolicy', () => {
  test('delivers the first reply to an open call, and no other', async () => {
    const pair = portPair()
    pairs.push(pair)
    const { ours, theirs } = pair
    const [onMessage, onRejected] = [vi.fn(), vi.fn()]
    const echo = (value: unknown): value is Result<unknown> => value !== undefined
    const endpoint = guardEndpoint(ours, replyPolicy({ echo }), onRejected)
    endpoint.addEventListener('message', onMessage)
    endpoint.postMessage({ id: 'a-1', type: 'APPLY', path: ['echo'], argumentList: [{ type: 'RAW', value: null }] })
    const value = { ok: true, value: 'hi' }
    for (const id of ['b-2', 'a-1', 'a-1']) theirs.postMessage({ id, type: 'RAW', value })
    await expect.poll(() => onRejected.mock.calls).toEqual([[{ code: 'internal' }], [{ code: 'internal' }]])
    expect(onMessage.mock.calls).toEqual([[{ data: { id: 'a-1', type: 'RAW', value } }]])
  })
})
