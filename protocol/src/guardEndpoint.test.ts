import { afterEach, describe, expect, test } from 'vitest'
import { callRules } from './callRules.ts'
import { record, text } from './checks/checkKinds.ts'
import { comlinkPipe } from './comlinkPipe.ts'
import { directPipe } from './directPipe.ts'
import { guardEndpoint, type Refusal } from './guardEndpoint.ts'
import { maxOpenCalls } from './limits.ts'
import type { Pipe, Served } from './pipe.ts'
import { hostileCalls } from './testing/hostile/hostileCalls.ts'
import { type PortPair, portPair } from './testing/portPair.ts'

const inputs = { echo: record({ text: text(0, 16) }) }
const call = (id: string, said = 'hi') => ({
  id,
  type: 'APPLY',
  path: ['echo'],
  argumentList: [{ type: 'RAW', value: { text: said } }],
})
const answer = (id: string, said = 'hi') => ({ id, type: 'RAW', value: { ok: true, value: { text: said } } })
const id = 'a-b-c-d'
const pairs: PortPair[] = []

/** A server of `echo` behind the guard, and the bare port a peer attacks it through. */
function guard(pipe: Pipe, echo: (input: unknown) => unknown = (input) => input) {
  const pair = portPair()
  pairs.push(pair)
  const refusals: Refusal[] = []
  const heard: unknown[] = []
  const calls: unknown[] = []
  const serve: Served[string] = async (input) => {
    calls.push(input)
    return { ok: true, value: await echo(input) }
  }
  pipe.expose(
    { echo: serve },
    guardEndpoint(pair.ours, callRules(inputs), (refusal) => refusals.push(refusal)),
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
  return { peer: pair.theirs, refusals, heard, calls, settled }
}

afterEach(() => {
  for (const pair of pairs.splice(0)) pair.close()
})

describe.for([
  ['comlink', comlinkPipe],
  ['direct', directPipe],
] as const)('guardEndpoint with the %s pipe', ([, pipe]) => {
  const guarded = (echo?: (input: unknown) => unknown) => guard(pipe, echo)

  test('lets a well-formed call through, and its answer back', async () => {
    const { peer, heard, calls, settled } = guarded()
    peer.postMessage(call(id))
    await settled()
    expect(calls).toEqual([{ text: 'hi' }])
    expect(heard).toEqual([answer(id)])
  })

  test.for(hostileCalls)('refuses $name', async ({ message, answer: code, transfer = () => [] }) => {
    const { peer, refusals, heard, calls, settled } = guarded()
    peer.postMessage(message(id), transfer())
    await settled()
    expect(calls).toEqual([])
    expect(refusals).toHaveLength(1)
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

  test('takes an id again once its call is answered', async () => {
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
    const { peer, heard, refusals, settled } = guarded()
    peer.postMessage({ ...call(id), argumentList: [{ type: 'RAW', value: { text: { secret: 'hunter2' } } }] })
    await settled()
    expect(heard).toMatchObject([{ value: { error: { code: 'invalid_params', details: { field: 'text' } } } }])
    expect(JSON.stringify([heard, refusals])).not.toContain('hunter2')
  })
})
