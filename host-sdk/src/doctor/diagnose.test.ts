import { OpenKeyError, type Origin } from '@openkey/protocol'
import { fakeClock } from '@openkey/protocol/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { composeOpenKey } from '../composeOpenKey.ts'
import { type HostSetup, type HostSetupOptions, setupHost } from '../testing/createHostSetup.ts'
import { rejectionOf } from '../testing/rejectionOf.ts'
import type { BrowserEnvironment } from './browserEnvironment.ts'
import { diagnose } from './diagnose.ts'

const hosts: HostSetup[] = []
afterEach(() => {
  for (const { close } of hosts.splice(0)) close()
})

type DoctorSetup = HostSetup & {
  /** How many listen for broken policies. */
  readonly listeners: () => number
  /** URLs that the doctor has requested. */
  readonly requestedUrls: string[]
  /** Tells that a policy of the page has refused the frame. */
  readonly refuse: (policy: string) => void
}

/** A widget that knows no chain but the first, as every deployment refuses the one the doctor asks for. */
const connect = async ({ chainId }: { readonly chainId: number }) => {
  throw new OpenKeyError('chain_unsupported', `Chain ${chainId} is not served here.`)
}

function setupDoctor(changes: Partial<BrowserEnvironment> = {}, options: HostSetupOptions = {}): DoctorSetup {
  const listeners = new Set<(policy: string) => void>()
  const requestedUrls: string[] = []
  const environment: BrowserEnvironment = {
    url: 'https://app.example/notes',
    origin: 'https://app.example',
    userAgent: '',
    metaPolicies: [],
    deniedFeatures: () => [],
    hiding: () => undefined,
    hasStorage: () => true,
    localNetwork: async () => undefined,
    readHeaders: async () => ({}),
    async isReachable(url) {
      requestedUrls.push(url)
      return true
    },
    onFrameBlocked(_: Origin, listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ...changes,
  }
  const host = setupHost({
    script: { connect },
    doctor: (input) => diagnose(input, composeOpenKey, environment),
    ...options,
  })
  hosts.push(host)
  const refuse = (policy: string) => {
    for (const tell of listeners) tell(policy)
  }
  return { ...host, listeners: () => listeners.size, requestedUrls, refuse }
}

const opened = ({ page }: DoctorSetup) => expect.poll(() => page.frames.length).toBe(1)

/** Nothing shown, and nothing left. */
function expectNothingLeft({ page, clock, listeners }: DoctorSetup) {
  expect(page.frames.filter(({ isShown }) => isShown)).toEqual([])
  expect(page.frames.filter(({ isRemoved }) => !isRemoved)).toEqual([])
  expect([page.connections, page.windows, clock.pending(), listeners()]).toEqual([[], [], 0, 0])
}

describe('diagnose', () => {
  test('S13: returns no finding for a working widget, shows nothing, and removes its frame', async () => {
    const shown: boolean[] = []
    const look: typeof connect = (input) => {
      shown.push(host.frame().isShown)
      return connect(input)
    }
    const host = setupDoctor({}, { script: { connect: look } })
    expect(await host.openkey.diagnose()).toEqual([])
    expect(host.page.frames).toHaveLength(1)
    expect([host.called(), shown]).toEqual([['connect'], [false]])
    expectNothingLeft(host)
  })

  test('does not use the frame of the app', async () => {
    const host = setupDoctor({}, { options: { presentation: 'dialog' } })
    await host.openkey.ping()
    expect(await host.openkey.diagnose()).toEqual([])
    expect(host.page.frames.map(({ isRemoved }) => isRemoved)).toEqual([false, true])
    await host.openkey.ping()
    expect(host.page.frames).toHaveLength(2)
  })

  test('reports at once which policy blocks the frame', async () => {
    const host = setupDoctor({ readHeaders: async () => undefined }, { greets: false })
    const found = host.openkey.diagnose()
    await opened(host)
    host.refuse("frame-src 'self'")
    expect(await found).toEqual([
      {
        code: 'frame_blocked',
        problem: "A policy of the page blocks the widget: frame-src 'self'",
        fix: "Content-Security-Policy: frame-src 'self' https://openkey.example",
        severity: 'error',
      },
    ])
    expectNothingLeft(host)
  })

  test.for([
    ['origin_not_allowed', 'Add https://app.example to embedding.allow of the widget’s deployment.'],
    ['nested_frame', 'npx @openkey/host-sdk doctor https://app.example/notes --widget https://openkey.example/'],
  ] as const)('reports the error of the widget: %s', async ([code, fix]) => {
    const refusing = async () => {
      throw new OpenKeyError(code, 'No.')
    }
    const host = setupDoctor({}, { script: { connect: refusing } })
    expect(await host.openkey.diagnose()).toMatchObject([{ code, fix }])
    expectNothingLeft(host)
  })

  test('reports the versions of a widget that has none in common', async () => {
    const host = setupDoctor({}, { greets: false })
    const found = host.openkey.diagnose()
    await opened(host)
    host.widget().sayHello({ versions: [7, 9] })
    expect(await found).toMatchObject([
      {
        code: 'version_mismatch',
        problem: 'SDK and widget have no protocol version in common: the SDK supports 3, 2, 1, the widget 7, 9.',
      },
    ])
    expectNothingLeft(host)
  })

  test.for([
    [true, 'frame_blocked'],
    [false, 'widget_unreachable'],
  ] as const)('requests the URL of a silent widget; its server responds: %s', async ([responds, code]) => {
    const host = setupDoctor({ isReachable: async () => responds }, { greets: false })
    const found = host.openkey.diagnose()
    await opened(host)
    host.clock.advance(5_000)
    expect(await found).toMatchObject([{ code }])
    expectNothingLeft(host)
  })

  test('gives the server its own time after that of the widget', async () => {
    const isReachable: BrowserEnvironment['isReachable'] = async (_, signal) => !signal.aborted
    const host = setupDoctor({ isReachable }, { greets: false, options: { connectTimeoutMs: 20 } })
    const found = host.openkey.diagnose()
    await opened(host)
    await new Promise((resolve) => setTimeout(resolve, 40))
    host.clock.advance(20)
    expect(await found).toMatchObject([{ code: 'frame_blocked' }])
  })

  test('does not request the URL if the page’s own policy forbids it', async () => {
    const headers = { 'content-security-policy': "connect-src 'self'" }
    const host = setupDoctor({ readHeaders: async () => headers }, { greets: false })
    const found = host.openkey.diagnose()
    await opened(host)
    host.clock.advance(5_000)
    expect(await found).toMatchObject([{ code: 'frame_blocked' }])
    expect(host.requestedUrls).toEqual([])
  })

  test.for([
    ['insecure_context', 'https://app.example', false],
    ['origin_not_allowed', 'https://openkey.example', true],
  ] as const)('returns %s as a finding, where other calls reject with it', async ([code, origin, isSecure]) => {
    const host = setupDoctor({ origin }, { origin, isSecure })
    expect(await host.openkey.diagnose()).toMatchObject([{ code }])
    expect(host.page.frames).toEqual([])
  })

  test('opens neither a frame nor a window if the widget uses a window', async () => {
    const host = setupDoctor({}, { isNested: true, isIsolated: true })
    expect(await host.openkey.diagnose()).toMatchObject([
      { code: 'nested_frame', severity: 'warning' },
      { code: 'opener_severed', severity: 'error' },
    ])
    expect([host.page.frames, host.page.windows]).toEqual([[], []])
  })

  test('rejects on a server, without calling the doctor', async () => {
    const doctor = () => expect.unreachable()
    const options = { widgetUrl: 'https://openkey.example/', appName: 'Notes' }
    const openkey = composeOpenKey({ options, page: undefined, connections: () => [], clock: fakeClock(), doctor })
    expect(await rejectionOf(openkey.diagnose())).toMatchObject({ code: 'presentation_unavailable' })
  })

  test('S13: rejects when its signal aborts, and removes the frame', async () => {
    const host = setupDoctor({}, { greets: false })
    const stop = new AbortController()
    const failed = rejectionOf(host.openkey.diagnose({ signal: stop.signal }))
    await opened(host)
    stop.abort()
    expect(await failed).toMatchObject({ code: 'aborted' })
    await expect.poll(() => host.listeners()).toBe(0)
    expectNothingLeft(host)
  })

  test('S13: rejects after its timeout, and removes the frame', async () => {
    const host = setupDoctor({}, { greets: false })
    const failed = rejectionOf(host.openkey.diagnose({ timeoutMs: 1_000 }))
    await opened(host)
    host.clock.advance(1_000)
    expect(await failed).toMatchObject({ code: 'timeout' })
    await expect.poll(() => host.listeners()).toBe(0)
    expectNothingLeft(host)
  })

  test('S13: rejects with destroyed, and removes the frame', async () => {
    const host = setupDoctor({}, { greets: false })
    const failed = rejectionOf(host.openkey.diagnose())
    await opened(host)
    host.openkey.destroy()
    expect(await failed).toMatchObject({ code: 'destroyed' })
    await expect.poll(() => host.listeners()).toBe(0)
    expectNothingLeft(host)
  })
})
