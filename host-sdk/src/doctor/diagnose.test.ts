import { OpenKeyError, type Origin } from '@openkey/protocol'
import { fakeClock } from '@openkey/protocol/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { composeOpenKey } from '../composeOpenKey.ts'
import { failureOf } from '../testing/failureOf.ts'
import { openScene, type Scene, type SceneOptions } from '../testing/openScene.ts'
import { diagnose } from './diagnose.ts'
import type { Surroundings } from './surroundings.ts'

const scenes: Scene[] = []
afterEach(() => {
  for (const { close } of scenes.splice(0)) close()
})

type Bench = Scene & {
  /** How many listen for broken policies. */
  readonly listeners: () => number
  /** What the doctor asked of the network. */
  readonly asked: string[]
  /** Tells that a policy of the page has refused the frame. */
  readonly refuse: (policy: string) => void
}

/** A widget that knows no chain but the first, as every deployment refuses the one the doctor asks for. */
const connect = async ({ chainId }: { readonly chainId: number }) => {
  throw new OpenKeyError('chain_unsupported', `Chain ${chainId} is not served here.`)
}

function bench(changes: Partial<Surroundings> = {}, options: SceneOptions = {}): Bench {
  const listeners = new Set<(policy: string) => void>()
  const asked: string[] = []
  const surroundings: Surroundings = {
    url: 'https://app.example/notes',
    origin: 'https://app.example',
    userAgent: '',
    metaPolicies: [],
    refusedFeatures: () => [],
    hiding: () => undefined,
    hasStorage: () => true,
    localNetwork: async () => undefined,
    readHeaders: async () => ({}),
    async answers(url) {
      asked.push(url)
      return true
    },
    onFrameRefused(_: Origin, listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ...changes,
  }
  const scene = openScene({
    script: { connect },
    doctor: (patient) => diagnose(patient, composeOpenKey, surroundings),
    ...options,
  })
  scenes.push(scene)
  const refuse = (policy: string) => {
    for (const tell of listeners) tell(policy)
  }
  return { ...scene, listeners: () => listeners.size, asked, refuse }
}

const opened = ({ page }: Bench) => expect.poll(() => page.frames.length).toBe(1)

/** Nothing shown, and nothing left. */
function expectNothingLeft({ page, clock, listeners }: Bench) {
  expect(page.frames.filter(({ isShown }) => isShown)).toEqual([])
  expect(page.frames.filter(({ isRemoved }) => !isRemoved)).toEqual([])
  expect([page.commons, page.windows, clock.pending(), listeners()]).toEqual([[], [], 0, 0])
}

describe('diagnose', () => {
  test('S13: finds nothing where all is well, shows nothing, and leaves nothing behind', async () => {
    const shown: boolean[] = []
    const look: typeof connect = (input) => {
      shown.push(it.frame().isShown)
      return connect(input)
    }
    const it = bench({}, { script: { connect: look } })
    expect(await it.openkey.diagnose()).toEqual([])
    expect(it.page.frames).toHaveLength(1)
    expect([it.called(), shown]).toEqual([['connect'], [false]])
    expectNothingLeft(it)
  })

  test('leaves the frame of the app alone', async () => {
    const it = bench({}, { options: { presentation: 'dialog' } })
    await it.openkey.ping()
    expect(await it.openkey.diagnose()).toEqual([])
    expect(it.page.frames.map(({ isRemoved }) => isRemoved)).toEqual([false, true])
    await it.openkey.ping()
    expect(it.page.frames).toHaveLength(2)
  })

  test('says at once which policy refuses the frame', async () => {
    const it = bench({ readHeaders: async () => undefined }, { greets: false })
    const found = it.openkey.diagnose()
    await opened(it)
    it.refuse("frame-src 'self'")
    expect(await found).toEqual([
      {
        code: 'frame_blocked',
        problem: "A policy of the page refuses the widget: frame-src 'self'",
        fix: "Content-Security-Policy: frame-src 'self' https://openkey.example",
        severity: 'error',
      },
    ])
    expectNothingLeft(it)
  })

  test.for([
    ['origin_not_allowed', 'Add https://app.example to embedding.allow of the widget’s deployment.'],
    ['nested_frame', 'npx @openkey/host-sdk doctor https://app.example/notes --widget https://openkey.example/'],
  ] as const)('passes on what the widget refuses with: %s', async ([code, fix]) => {
    const refusing = async () => {
      throw new OpenKeyError(code, 'No.')
    }
    const it = bench({}, { script: { connect: refusing } })
    expect(await it.openkey.diagnose()).toMatchObject([{ code, fix }])
    expectNothingLeft(it)
  })

  test('names the versions of a widget that shares none', async () => {
    const it = bench({}, { greets: false })
    const found = it.openkey.diagnose()
    await opened(it)
    it.widget().sayHello({ versions: [7, 9] })
    expect(await found).toMatchObject([
      {
        code: 'version_mismatch',
        problem: 'SDK and widget share no version of the protocol: the SDK speaks 2, 1, the widget 7, 9.',
      },
    ])
    expectNothingLeft(it)
  })

  test.for([
    [true, 'frame_blocked'],
    [false, 'widget_unreachable'],
  ] as const)('asks after a silent widget; its server answers: %s', async ([answers, code]) => {
    const it = bench({ answers: async () => answers }, { greets: false })
    const found = it.openkey.diagnose()
    await opened(it)
    it.clock.advance(5_000)
    expect(await found).toMatchObject([{ code }])
    expectNothingLeft(it)
  })

  test('leaves a server time to answer after the widget had its own', async () => {
    const answers: Surroundings['answers'] = async (_, signal) => !signal.aborted
    const it = bench({ answers }, { greets: false, options: { connectTimeoutMs: 20 } })
    const found = it.openkey.diagnose()
    await opened(it)
    await new Promise((resolve) => setTimeout(resolve, 40))
    it.clock.advance(20)
    expect(await found).toMatchObject([{ code: 'frame_blocked' }])
  })

  test('does not ask where the page’s own policy would refuse that', async () => {
    const headers = { 'content-security-policy': "connect-src 'self'" }
    const it = bench({ readHeaders: async () => headers }, { greets: false })
    const found = it.openkey.diagnose()
    await opened(it)
    it.clock.advance(5_000)
    expect(await found).toMatchObject([{ code: 'frame_blocked' }])
    expect(it.asked).toEqual([])
  })

  test.for([
    ['insecure_context', 'https://app.example', false],
    ['origin_not_allowed', 'https://openkey.example', true],
  ] as const)('finds %s where every other call fails with it', async ([code, origin, isSecure]) => {
    const it = bench({ origin }, { origin, isSecure })
    expect(await it.openkey.diagnose()).toMatchObject([{ code }])
    expect(it.page.frames).toEqual([])
  })

  test('opens neither frame nor window where the widget comes in a window', async () => {
    const it = bench({}, { isNested: true, isIsolated: true })
    expect(await it.openkey.diagnose()).toMatchObject([
      { code: 'nested_frame', severity: 'warning' },
      { code: 'opener_severed', severity: 'error' },
    ])
    expect([it.page.frames, it.page.windows]).toEqual([[], []])
  })

  test('says that there is no page on a server, and calls no doctor', async () => {
    const doctor = () => expect.unreachable()
    const options = { widgetUrl: 'https://openkey.example/', appName: 'Notes' }
    const openkey = composeOpenKey({ options, page: undefined, clock: fakeClock(), doctor })
    expect(await failureOf(openkey.diagnose())).toMatchObject({ code: 'presentation_unavailable' })
  })

  test('S13: is given up by its signal, and takes the frame away', async () => {
    const it = bench({}, { greets: false })
    const stop = new AbortController()
    const failed = failureOf(it.openkey.diagnose({ signal: stop.signal }))
    await opened(it)
    stop.abort()
    expect(await failed).toMatchObject({ code: 'aborted' })
    await expect.poll(() => it.listeners()).toBe(0)
    expectNothingLeft(it)
  })

  test('S13: has a deadline, and takes the frame away', async () => {
    const it = bench({}, { greets: false })
    const failed = failureOf(it.openkey.diagnose({ timeoutMs: 1_000 }))
    await opened(it)
    it.clock.advance(1_000)
    expect(await failed).toMatchObject({ code: 'timeout' })
    await expect.poll(() => it.listeners()).toBe(0)
    expectNothingLeft(it)
  })

  test('S13: fails with destroyed, and takes the frame away', async () => {
    const it = bench({}, { greets: false })
    const failed = failureOf(it.openkey.diagnose())
    await opened(it)
    it.openkey.destroy()
    expect(await failed).toMatchObject({ code: 'destroyed' })
    await expect.poll(() => it.listeners()).toBe(0)
    expectNothingLeft(it)
  })
})
