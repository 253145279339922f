import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { installStub } from './installStub.ts'
import type { OpenKeyGlobal } from './openKeyGlobal.ts'

/** A script element as far as the stub looks at it. */
class FakeScript {
  readonly dataset: Readonly<Record<string, string>>
  readonly src: string
  readonly text: string
  constructor({ dataset = {}, src = '', text = '' }: Partial<FakeScript>) {
    this.dataset = dataset
    this.src = src
    this.text = text
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** A page with the snippet, whose scripts load or fail as told. */
function openPage() {
  const listeners: [type: string, hear: (event: unknown) => void][] = []
  vi.stubGlobal('HTMLScriptElement', FakeScript)
  vi.stubGlobal('document', new EventTarget())
  vi.spyOn(EventTarget.prototype, 'addEventListener').mockImplementation((type, hear) => {
    if (typeof hear === 'function') listeners.push([type, hear as (event: unknown) => void])
  })
  const page: { OpenKey?: OpenKeyGlobal } = {}
  installStub(page)
  const tell = (type: 'error' | 'load', target: unknown) => {
    for (const [events, hear] of listeners) if (events === type) hear({ target })
  }
  return { openkey: page.OpenKey as OpenKeyGlobal, tell }
}

/** How a call ends, or that it does not. */
function endOf(call: Promise<unknown>) {
  const code = call.then(
    () => 'answered',
    (error) => error.code,
  )
  return () => Promise.race([code, vi.advanceTimersByTimeAsync(1).then(() => 'waits')])
}

const widget = { dataset: { widget: 'https://openkey.example/' } }

describe('installStub', () => {
  test.for<readonly [string, Partial<FakeScript>]>([
    ['its own name', { src: 'https://cdn.example/openkey-0.1.0.js' }],
    ['a query', { src: 'https://cdn.example/openkey-0.1.0.js?v=2' }],
    ['a fragment', { src: 'https://cdn.example/openkey-0.1.0.js#main' }],
    ['the ending of a module', { src: 'https://cdn.example/openkey-0.1.0.mjs' }],
    ['a hash before its ending', { src: 'https://cdn.example/openkey-0.1.0.3f2a1b.js' }],
    ['a folder of a package', { src: 'https://cdn.example/@openkey/host-sdk@0.1.0/dist/script/openkey-0.1.0.min.js' }],
    ['another name', { src: 'https://cdn.example/vendor/auth.js', ...widget }],
    ['no ending at all', { src: 'https://cdn.example/a1b2c3', ...widget }],
    ['an import of an inline module', { text: "import 'https://cdn.example/openkey-0.1.0.js'" }],
  ])('S13: rejects calls of a file that did not load under %s, before and after', async ([, script]) => {
    const { openkey, tell } = openPage()
    const early = endOf(openkey.connect())
    expect(await early()).toBe('waits')
    tell('error', new FakeScript(script))
    expect(await early()).toBe('presentation_unavailable')
    expect(await endOf(openkey.create({ widgetUrl: '', appName: '' }) as never)()).toBe('presentation_unavailable')
  })

  test('S13: rejects calls if another file has loaded in its place', async () => {
    const { openkey, tell } = openPage()
    const call = endOf(openkey.connect())
    tell('load', new FakeScript({ src: 'https://cdn.example/openkey-0.1.0.js' }))
    expect(await call()).toBe('presentation_unavailable')
  })

  test('keeps waiting when another script, the element’s script or an image fails', async () => {
    const { openkey, tell } = openPage()
    const call = endOf(openkey.connect())
    tell('error', new FakeScript({ src: 'https://cdn.example/analytics.js' }))
    tell('error', new FakeScript({ src: 'https://cdn.example/openkey-sign-in-0.1.0.js' }))
    tell('load', new FakeScript({ src: 'https://app.example/openkey/app.js' }))
    tell('error', new FakeScript({ text: 'import "./app.js"' }))
    tell('error', { src: 'https://cdn.example/openkey-0.1.0.png', dataset: {} })
    expect(await call()).toBe('waits')
  })

  test('rejects no call of a loaded file if a second one fails', async () => {
    const { openkey, tell } = openPage()
    const call = endOf(openkey.connect())
    Object.assign(openkey, { version: '0.1.0' })
    tell('load', new FakeScript(widget))
    tell('error', new FakeScript(widget))
    expect(await call()).toBe('waits')
  })

  test('S13: rejects interactive calls after 30 s without a file, and keeps the rest', async () => {
    const { openkey } = openPage()
    const asked = [openkey.connect(), openkey.signSiwe({ message: '' }), openkey.ping(), openkey.disconnect()].map(
      endOf,
    )
    const kept = [openkey.on('stage', () => {}), openkey.create({ widgetUrl: '', appName: '' })] as unknown[]
    const lasting = kept.map((call) => endOf(call as Promise<unknown>))
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await Promise.all(asked.map((end) => end()))).toEqual(asked.map(() => 'presentation_unavailable'))
    expect(await Promise.all(lasting.map((end) => end()))).toEqual(['waits', 'waits'])
  })

  test('does not affect calls that the file has taken', async () => {
    const { openkey } = openPage()
    const call = endOf(openkey.connect())
    Reflect.get(openkey.q, 'splice').call(openkey.q, 0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await call()).toBe('waits')
  })
})
