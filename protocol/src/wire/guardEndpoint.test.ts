import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expose, wrap } from 'comlink'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { record, string } from '../checks/checkKinds.ts'
import { hostileCalls } from '../testing/hostile/hostileCalls.ts'
import { type PortPair, portPair } from '../testing/portPair.ts'
import { callPolicy, maxOpenCalls } from './callPolicy.ts'
import { guardEndpoint, type Rejection } from './guardEndpoint.ts'
import { replyPolicy } from './replyPolicy.ts'
import type { Result } from './result.ts'
import type { ServedMethods } from './serveMethods.ts'

const inputs = { echo: record({ text: string(0, 16) }) }
const call = (id: string, said = 'hi') => ({
  id,
  type: 'APPLY',
  path: ['echo'],
  argumentList: [{ type: 'RAW', value: { text: said } }],
})
const answer = (id: string, said = 'hi') => ({ id, type: 'RAW', value: { ok: true, value: { text: said } } })
const id = 'a-b-c-d'
const pairs: PortPair[] = []

function ports(): PortPair {
  const pair = portPair()
  pairs.push(pair)
  return pair
}

/** A server of `echo` behind the guard, and the bare port through which a peer attacks it. */
function guarded(echo: (input: unknown) => unknown = (input) => input) {
  const pair = ports()
  const rejections: Rejection[] = []
  const heard: unknown[] = []
  const calls: unknown[] = []
  const serve: ServedMethods[string] = async (input) => {
    calls.push(input)
    return { ok: true, value: await echo(input) }
  }
  expose(
    { echo: serve },
    guardEndpoint(pair.ours, callPolicy(inputs), (rejection) => rejections.push(rejection)),
  )
  pair.theirs.addEventListener('message', ({ data }) => heard.push(data))
  pair.theirs.start()

  /** Messages of a port arrive in order, so the answer to this call says that all before it were handled. */
  const settled = async () => {
    pair.theirs.postMessage(call('e-e-e-e', 'last'))
    await expect.poll(() => heard.at(-1)).toEqual(answer('e-e-e-e', 'last'))
    heard.pop()
    calls.pop()
  }
  return { peer: pair.theirs, rejections, heard, calls, settled }
}

afterEach(() => {
  for (const pair of pairs.splice(0)) pair.close()
})

describe('guardEndpoint', () => {
  test('lets a well-formed call through, and its answer back', async () => {
    const { peer, heard, calls, settled } = guarded()
    peer.postMessage(call(id))
    await settled()
    expect(calls).toEqual([{ text: 'hi' }])
    expect(heard).toEqual([answer(id)])
  })

  test.for(hostileCalls)('refuses $name', async ({ message, answer: code, transfer = () => [] }) => {
    const { peer, rejections, heard, calls, settled } = guarded()
    peer.postMessage(message(id), transfer())
    await settled()
    expect(calls).toEqual([])
    expect(rejections).toHaveLength(1)
    const typed = { id, type: 'RAW', value: { ok: false, error: { code } } }
    expect(heard).toMatchObject(code === undefined ? [] : [typed])
  })

  test('leaves nothing behind of what hostile messages tried to do', async () => {
    const { peer, settled } = guarded()
    for (const { message, transfer = () => [] } of hostileCalls) peer.postMessage(message(id), transfer())
    await settled()
    expect({ polluted: Reflect.get({}, 'polluted'), pwned: Reflect.get(globalThis, 'pwned') }).toEqual({})
  })

  test('closes a port that was sent along', async () => {
    const { peer, settled } = guarded()
    const sent = new MessageChannel()
    const closed = new Promise((resolve) => sent.port2.addEventListener('close', resolve))
    sent.port2.start()
    peer.postMessage(call(id), [sent.port1])
    await settled()
    await closed
  })

  test('refuses a second call with the id of an open one', async () => {
    const { peer, heard, calls, settled } = guarded(async (input) => {
      if (calls.length === 1) await new Promise(() => {})
      return input
    })
    peer.postMessage(call(id))
    peer.postMessage(call(id))
    await settled()
    expect(calls).toHaveLength(1)
    expect(heard).toMatchObject([{ id, value: { error: { code: 'invalid_params' } } }])
  })

  test('accepts an id again once its call is answered', async () => {
    const { peer, calls, settled } = guarded()
    peer.postMessage(call(id))
    await settled()
    peer.postMessage(call(id))
    await settled()
    expect(calls).toHaveLength(2)
  })

  test('refuses more open calls than the limit', async () => {
    const { peer, calls, heard } = guarded(() => new Promise(() => {}))
    for (let n = 0; n <= maxOpenCalls; n++) peer.postMessage(call(`a-${n}`))
    await expect.poll(() => heard).toMatchObject([{ id: `a-${maxOpenCalls}`, value: { error: { code: 'busy' } } }])
    expect(calls).toHaveLength(maxOpenCalls)
  })

  test('names the field at fault, and quotes nothing of the message', async () => {
    const { peer, heard, rejections, settled } = guarded()
    peer.postMessage({ ...call(id), argumentList: [{ type: 'RAW', value: { text: { secret: 'hunter2' } } }] })
    await settled()
    expect(heard).toMatchObject([{ value: { error: { code: 'invalid_params', details: { field: 'text' } } } }])
    expect(JSON.stringify([heard, rejections])).not.toContain('hunter2')
  })

  test('carries the calls of a plain comlink', async () => {
    const { ours, theirs } = ports()
    const echo = { echo: async (input: unknown) => ({ ok: true, value: input }) as const }
    expose(echo, guardEndpoint(ours, callPolicy({ echo: isDefined })))
    const remote = wrap<typeof echo>(theirs)
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        expect(await remote.echo(value)).toEqual({ ok: true, value })
      }),
    )
  })

  test('carries the replies of a plain comlink', async () => {
    const { ours, theirs } = ports()
    const echo = { echo: async (input: unknown) => ({ ok: true, value: input }) as const }
    expose(echo, theirs)
    const remote = wrap<typeof echo>(guardEndpoint(ours, replyPolicy({ echo: isResult })))
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        expect(await remote.echo(value)).toEqual({ ok: true, value })
      }),
    )
  })

  test.for([
    ['a method that is not in the table', (remote: Remote) => remote.constructor(1)],
    ['a property', (remote: Remote) => Promise.resolve(remote.echo)],
    ['two arguments', (remote: Remote) => remote.echo(1, 2)],
  ] as const)('does not send a request for %s', async ([, request]) => {
    const { ours, theirs } = ports()
    const onMessage = vi.fn()
    theirs.addEventListener('message', onMessage)
    theirs.start()
    const remote = wrap<Remote>(guardEndpoint(ours, replyPolicy({ echo: isResult }))) as unknown as Remote
    await expect(Promise.resolve(request(remote))).rejects.toMatchObject({ code: 'internal' })
    await setTimeout()
    expect(onMessage).not.toHaveBeenCalled()
  })

  test('sends nothing when comlink releases a collected proxy', async () => {
    setFlagsFromString('--expose-gc')
    const collect: () => void = runInNewContext('gc')
    const { ours, theirs } = ports()
    const [onMessage, onCollected, onRejected] = [vi.fn(), vi.fn(), vi.fn()]
    theirs.addEventListener('message', onMessage)
    theirs.start()
    const registry = new FinalizationRegistry(onCollected)
    process.on('unhandledRejection', onRejected)
    registry.register(wrap(guardEndpoint(ours, replyPolicy({}))), undefined)
    await expect
      .poll(async () => {
        // A new object is still referenced until the next task.
        await setTimeout()
        collect()
        return onCollected.mock.calls.length
      })
      .toBe(1)
    await setTimeout(20)
    process.off('unhandledRejection', onRejected)
    expect([onMessage.mock.calls, onRejected.mock.calls]).toEqual([[], []])
  })
})

type Remote = Readonly<Record<'echo' | 'constructor', (...inputs: unknown[]) => Promise<unknown>>>

const anything = fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes('__proto__'))
const isDefined = (value: unknown): value is unknown => value !== undefined
const isResult = (value: unknown): value is Result<unknown> => value !== undefined
