import { afterEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import type { Check } from '../checks/check.ts'
import { oneOf, record, string } from '../checks/checkKinds.ts'
import { OpenKeyError } from '../errors/openKeyError.ts'
import { checkBy } from '../testing/checkBy.ts'
import { fakeClock } from '../testing/fakeClock.ts'
import { hostileReplies } from '../testing/hostile/hostileReplies.ts'
import { type PortPair, portPair } from '../testing/portPair.ts'
import type { Rejection } from './guardEndpoint.ts'
import { openChannel } from './openChannel.ts'
import type { Result } from './result.ts'
import { resultSchema } from './result.ts'

const inputs = { echo: record({ text: string() }) }
const results = { echo: checkBy(resultSchema(z.string().check(z.maxLength(16)))) }
type Echo = { readonly echo: { readonly input: { readonly text: string }; readonly value: string } }
type Serve = (input: { readonly text: string }) => Promise<string>

const pairs: PortPair[] = []
function ports(): PortPair {
  const pair = portPair()
  pairs.push(pair)
  return pair
}
afterEach(() => {
  for (const pair of pairs.splice(0)) pair.close()
})

/** Two channels, each the other's peer; both serve `echo`. */
function connected(echo: Serve, checked: { readonly echo: Check<Result<unknown>> } = results) {
  const there = ports()
  const back = ports()
  const clock = fakeClock()
  const onRejected = vi.fn()
  const both = { checks: { results: checked, inputs }, handlers: { echo }, clock, onRejected }
  const onClose = vi.fn()
  const channel = openChannel<Echo, Echo>({
    ...both,
    calls: there.ours,
    serves: back.theirs,
    onClose,
  })
  const peer = openChannel<Echo, Echo>({ ...both, calls: back.ours, serves: there.theirs })
  return { channel, peer, clock, onClose, onRejected }
}

/** A channel whose peer is a bare port, answering each call as told. */
function attacked(reply: (id: string) => unknown, transfer: () => MessagePort[] = () => []) {
  const there = ports()
  const rejections: Rejection[] = []
  const clock = fakeClock()
  const channel = openChannel<Echo, Echo>({
    calls: there.ours,
    serves: ports().ours,
    checks: { results, inputs },
    handlers: { echo: async ({ text }) => text },
    clock,
    onRejected: (rejection) => rejections.push(rejection),
  })
  there.theirs.addEventListener('message', ({ data }) => there.theirs.postMessage(reply(data.id), transfer()))
  there.theirs.start()
  return { channel, rejections, clock, there }
}

const hi = { text: 'hi' }
const upper: Serve = async ({ text }) => text.toUpperCase()
const never: Serve = () => new Promise(() => {})
const closed = new OpenKeyError('channel_closed', 'Closed.')

describe('openChannel', () => {
  test('carries calls and their answers both ways', async () => {
    const { channel, peer, onRejected } = connected(upper)
    const calls = [channel.call('echo', hi), peer.call('echo', { text: 'yo' })]
    expect(await Promise.all(calls)).toEqual(['HI', 'YO'])
    expect([await channel.call('echo', hi), await peer.call('echo', hi)]).toEqual(['HI', 'HI'])
    expect(onRejected).not.toHaveBeenCalled()
  })

  test('rebuilds a typed error, with its details', async () => {
    const { channel } = connected(async () => {
      throw new OpenKeyError('busy', 'Busy.', { details: { retryAfterMs: 5 }, cause: new Error('secret') })
    })
    const error = await channel.call('echo', hi).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(OpenKeyError)
    expect(error).toMatchObject({ code: 'busy', message: 'Busy.', details: { retryAfterMs: 5 } })
    expect(error).not.toHaveProperty('cause')
  })

  test('S7: reveals nothing about a foreign exception', async () => {
    const { channel } = connected(async () => {
      throw new Error('token eyJhbGciOi')
    })
    const error = await channel.call('echo', hi).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'internal', message: 'Something went wrong inside OpenKey.', details: {} })
  })

  test('S13: fails a call at its deadline, and ignores the late answer', async () => {
    let answer = (_: string) => {}
    const { channel, clock } = connected(() => new Promise((resolve) => (answer = resolve)))
    const call = channel.call('echo', hi, { timeoutMs: 4_000 })
    const failed = expect(call).rejects.toMatchObject({ code: 'timeout' })
    clock.advance(3_999)
    clock.advance(1)
    await failed
    answer('late')
    expect(clock.pending()).toBe(0)
  })

  test('S13: notices within a second that the machine slept through a deadline', async () => {
    const { channel, clock } = connected(never)
    const failed = expect(channel.call('echo', hi, { timeoutMs: 60_000 })).rejects.toMatchObject({ code: 'timeout' })
    clock.sleep(3_600_000)
    clock.advance(1_000)
    await failed
  })

  test('fails an aborted call, with the reason as cause', async () => {
    const { channel, clock } = connected(never)
    const controller = new AbortController()
    const failed = expect(channel.call('echo', hi, { signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
      cause: 'moved on',
    })
    controller.abort('moved on')
    await failed
    expect(clock.pending()).toBe(0)
  })

  test('makes no call whose signal is aborted already', async () => {
    const echo = vi.fn(upper)
    const { channel } = connected(echo)
    await expect(channel.call('echo', hi, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
    await channel.call('echo', hi)
    expect(echo).toHaveBeenCalledOnce()
  })

  test('S13: fails every open and later call when closed, once, with the first error', async () => {
    const { channel, onClose, clock } = connected(never)
    const open = [channel.call('echo', hi), channel.call('echo', hi)]
    channel.close(closed)
    channel.close(new OpenKeyError('destroyed', 'Destroyed.'))
    const outcomes = await Promise.allSettled([...open, channel.call('echo', hi)])
    expect(outcomes).toEqual(outcomes.map(() => ({ status: 'rejected', reason: closed })))
    expect(onClose.mock.calls).toEqual([[closed]])
    expect([channel.isClosed(), clock.pending()]).toEqual([true, 0])
  })

  test('closes when a message cannot be read', async () => {
    const { channel, there } = attacked(() => undefined)
    const failed = expect(channel.call('echo', hi)).rejects.toMatchObject({ code: 'channel_closed' })
    there.ours.dispatchEvent(new MessageEvent('messageerror'))
    await failed
  })

  test('carries calls on a page whose script has added to what every object and array has', async () => {
    const added = { code: () => {}, details: 'x', extend: () => {} }
    const { channel } = connected(upper, { echo: record({ ok: oneOf(true), value: string() }) })
    try {
      Object.assign(Object.prototype, added)
      Object.assign(Array.prototype, { toJSON: () => '[]' })
      expect(await channel.call('echo', { text: 'hi' })).toBe('HI')
    } finally {
      for (const name of Object.keys(added)) Reflect.deleteProperty(Object.prototype, name)
      Reflect.deleteProperty(Array.prototype, 'toJSON')
    }
  })

  test('refuses to send more than a message may hold', async () => {
    const echo = vi.fn(upper)
    const { channel } = connected(echo)
    await expect(channel.call('echo', { text: 'x'.repeat(65_536) })).rejects.toMatchObject({
      code: 'message_too_large',
    })
    expect(echo).not.toHaveBeenCalled()
  })

  test.for(hostileReplies)('settles or keeps waiting on $name', async ({ message, isStray, transfer }) => {
    const { channel, rejections, clock } = attacked(message, transfer)
    const call = channel.call('echo', hi)
    call.catch(() => {})
    await expect.poll(() => rejections).toHaveLength(1)
    if (isStray) clock.advance(15_000)
    await expect(call).rejects.toMatchObject({ code: isStray ? 'timeout' : 'internal' })
    expect(clock.pending()).toBe(0)
  })

  test('accepts only the first reply to a call', async () => {
    const { channel, there, rejections } = attacked((id) => ({ id, type: 'RAW', value: { ok: true, value: 'first' } }))
    there.theirs.addEventListener('message', ({ data }) =>
      there.theirs.postMessage({ id: data.id, type: 'RAW', value: { ok: true, value: 'second' } }),
    )
    expect(await channel.call('echo', hi)).toBe('first')
    await expect.poll(() => rejections).toHaveLength(1)
  })
})
