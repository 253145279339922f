import { packageVersion } from '@openkey/protocol'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { DebugRecord } from './debugRecord.ts'
import { onDebug } from './onDebug.ts'

afterEach(() => vi.unstubAllGlobals())

/** A page without frames, with the ports of this process, and what it reports as uncaught. */
function openPage() {
  const uncaught: unknown[] = []
  const page = new EventTarget()
  vi.stubGlobal('window', page)
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('reportError', (error: unknown) => uncaught.push(error))
  // `onDebug` replaces it, and `unstubAllGlobals` brings it back.
  vi.stubGlobal('MessageChannel', MessageChannel)
  return { page, uncaught }
}

/** Opens a frame as the SDK does, whose messages end up in a list. */
function openFrame(page: EventTarget) {
  const posted: unknown[] = []
  const connection = { page: { openFrame: () => ({ post: (message: unknown) => posted.push(message) }) } }
  Reflect.get(page, Symbol.for(`@openkey/host-sdk ${packageVersion}`)).push(connection)
  const view: { post: (message: unknown, ports: MessagePort[]) => void } = Reflect.apply(
    connection.page.openFrame,
    undefined,
    [],
  )
  return { view, posted }
}

const options = { widgetUrl: 'https://openkey.example/' }
const ping = { id: '1', type: 'APPLY', path: ['ping'], argumentList: [{ type: 'RAW', value: {} }] }

describe('onDebug', () => {
  test('delivers each message although the listener throws, and reports its error', async () => {
    const { page, uncaught } = openPage()
    const broken = new Error('broken')
    onDebug(() => {
      throw broken
    }, options)
    const { view, posted } = openFrame(page)
    const { port1, port2 } = new MessageChannel()
    view.post({ type: 'openkey:connect' }, [port2])
    const received = new Promise((resolve) => port2.addEventListener('message', ({ data }) => resolve(data)))
    port2.start()
    port1.postMessage(ping)
    expect(await received).toEqual(ping)
    expect(posted).toEqual([{ type: 'openkey:connect' }])
    expect(uncaught).toEqual([broken, broken])
    port1.close()
  })

  test('reports to each listener once, until it stops', async () => {
    const { page } = openPage()
    const native = MessageChannel
    const heard: string[] = []
    const [stopFirst] = ['first', 'second'].map((name) => onDebug(({ kind }) => heard.push(`${name} ${kind}`), options))
    // One tap for both: a second one would wrap the first.
    expect(Object.getPrototypeOf(MessageChannel)).toBe(native)
    const { view } = openFrame(page)
    const { port1, port2 } = new MessageChannel()
    view.post({ type: 'openkey:connect' }, [port2])
    stopFirst?.()
    port1.postMessage(ping)
    expect(heard).toEqual(['first message', 'second message', 'second call'])
    port1.close()
  })

  test('reports twice to a listener that is passed twice', () => {
    const { page } = openPage()
    const records: DebugRecord[] = []
    const listener = (record: DebugRecord) => records.push(record)
    const [stopFirst] = [onDebug(listener, options), onDebug(listener, options)]
    const { view } = openFrame(page)
    view.post({ type: 'openkey:connect' }, [])
    stopFirst()
    view.post({ type: 'openkey:connect' }, [])
    expect(records.map(({ name }) => name)).toEqual(Array(3).fill('openkey:connect'))
  })

  test('recognizes the messages of the widgets of all listeners', () => {
    const { page } = openPage()
    const verdicts: string[] = []
    onDebug(({ verdict }) => verdicts.push(verdict), options)
    onDebug(() => {}, { widgetUrl: 'https://other.example/widget' })
    const hello = { type: 'openkey:hello', versions: [2, 1], build: 'b', instance: 'c'.repeat(22) }
    for (const origin of ['https://openkey.example', 'https://other.example', 'https://evil.example']) {
      page.dispatchEvent(Object.assign(new Event('message'), { data: hello, origin }))
    }
    expect(verdicts).toEqual(['accepted', 'accepted', 'ignored'])
  })

  test('leaves the ports of other code as they are: what a message transfers arrives', async () => {
    openPage()
    const records: DebugRecord[] = []
    onDebug((record) => records.push(record), options)
    const { port1, port2 } = new MessageChannel()
    const carried = new MessageChannel()
    const received = new Promise<readonly MessagePort[]>((resolve) => {
      port2.addEventListener('message', ({ ports }) => resolve(ports))
    })
    port2.start()
    port1.postMessage('take this', [carried.port2])
    expect(await received).toHaveLength(1)
    expect(records).toEqual([])
    for (const port of [port1, carried.port1]) port.close()
  })

  test('keeps at most 64 messages of a pair of ports that the SDK does not use', () => {
    const { page } = openPage()
    const records: DebugRecord[] = []
    onDebug((record) => records.push(record), options)
    const { port1, port2 } = new MessageChannel()
    for (let index = 0; index < 100; index += 1) port1.postMessage(ping)
    openFrame(page).view.post({ type: 'openkey:connect' }, [port2])
    expect(records.filter(({ line }) => line === 'widget')).toHaveLength(64)
    port1.close()
  })
})
