import { expose, wrap } from 'comlink'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { callRules } from './callRules.ts'
import { comlinkPipe } from './comlinkPipe.ts'
import { directPipe } from './directPipe.ts'
import { guardEndpoint } from './guardEndpoint.ts'
import { replyRules } from './replyRules.ts'
import type { Result } from './result.ts'
import { type PortPair, portPair } from './testing/portPair.ts'

const pairs: PortPair[] = []
function ports(): PortPair {
  const pair = portPair()
  pairs.push(pair)
  return pair
}
afterEach(() => {
  for (const pair of pairs.splice(0)) pair.close()
})

/** What arrives at a port, oldest first. */
function hear(port: MessagePort): unknown[] {
  const heard: unknown[] = []
  port.addEventListener('message', ({ data }) => heard.push(data))
  port.start()
  return heard
}

const calling = (port: MessagePort) =>
  guardEndpoint(port, replyRules({ echo: (value): value is Result<unknown> => value !== undefined }))
const called = (port: MessagePort) =>
  guardEndpoint(port, callRules({ echo: (value): value is unknown => value !== undefined }))

const echo = { echo: async (input: unknown) => ({ ok: true, value: input }) as const }
const anything = fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes('__proto__'))

describe.for([
  ['comlink', comlinkPipe],
  ['direct', directPipe],
] as const)('the %s pipe', ([, pipe]) => {
  test('calls a plain comlink, and takes its answers', async () => {
    const { ours, theirs } = ports()
    expose(echo, theirs)
    const call = pipe.wrap(calling(ours))
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        expect(await call('echo', value)).toEqual({ ok: true, value })
      }),
    )
  })

  test('answers calls of a plain comlink', async () => {
    const { ours, theirs } = ports()
    pipe.expose(echo, called(ours))
    const remote = wrap<typeof echo>(theirs)
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        expect(await remote.echo(value)).toEqual({ ok: true, value })
      }),
    )
  })

  test('calls in the words of comlink', async () => {
    const { ours, theirs } = ports()
    const heard = hear(theirs)
    pipe.wrap(calling(ours))('echo', { text: 'hi' })
    const argumentList = [{ type: 'RAW', value: { text: 'hi' } }]
    const id = expect.stringMatching(/^[0-9a-f-]{1,64}$/)
    await expect.poll(() => heard).toEqual([{ id, type: 'APPLY', path: ['echo'], argumentList }])
  })

  test('answers in the words of comlink', async () => {
    const { ours, theirs } = ports()
    const heard = hear(theirs)
    pipe.expose(echo, called(ours))
    theirs.postMessage({ id: 'a-1', type: 'APPLY', path: ['echo'], argumentList: [{ type: 'RAW', value: 'hi' }] })
    await expect.poll(() => heard).toEqual([{ id: 'a-1', type: 'RAW', value: { ok: true, value: 'hi' } }])
  })

  test('refuses to call a method nobody knows', async () => {
    const { ours } = ports()
    await expect(pipe.wrap(calling(ours))('constructor', 1)).rejects.toMatchObject({ code: 'internal' })
  })
})
