import { type FakeClock, fakeClock } from '@openkey/protocol/testing'
import { afterEach } from 'vitest'
import { composeOpenKey } from '../composeOpenKey.ts'
import type { Doctor } from '../doctor/doctor.ts'
import type { Feedback } from '../feedback/developerFeedback.ts'
import type { OpenKey } from '../openKey.ts'
import type { OpenKeyOptions } from '../options.ts'
import { type FakeFrame, type FakePage, type FakePageOptions, fakePage } from './fakePage.ts'
import {
  account,
  type Script,
  type ScriptedReadiness,
  type ScriptedWidget,
  scriptedWidget,
  signed,
} from './scriptedWidget.ts'

/** Sets up hosts that are closed after each test. */
export function createHostSetup(): (options?: HostSetupOptions) => HostSetup {
  const hosts: HostSetup[] = []
  afterEach(() => {
    for (const { close } of hosts.splice(0)) close()
  })
  return (options) => {
    const host = setupHost(options)
    hosts.push(host)
    return host
  }
}

export type HostSetup = {
  readonly openkey: OpenKey
  readonly page: FakePage
  readonly clock: FakeClock
  readonly widgets: ScriptedWidget[]
  /** The newest frame. */
  readonly frame: () => FakeFrame
  /** The newest window. */
  readonly window: () => FakeFrame
  /** The newest widget, in a frame or window. */
  readonly widget: () => ScriptedWidget
  /** Creates another instance on the same page. */
  readonly another: (options?: Partial<OpenKeyOptions>) => OpenKey
  /** Names of the calls that reached a widget, in order. */
  readonly called: () => readonly string[]
  /** Destroys every instance and closes every port. */
  readonly close: () => void
}

export type HostSetupOptions = Omit<FakePageOptions, 'onOpen'> & {
  readonly doctor?: Doctor
  readonly feedback?: () => Promise<Feedback>
  readonly script?: Partial<Script>
  readonly greets?: boolean
  readonly isReady?: boolean
  readonly version?: number
  /** The `approval` that the widget reports for this origin, from version 2 on. */
  readonly approval?: ScriptedReadiness['approval']
  readonly options?: Partial<OpenKeyOptions>
}

/** A widget that approves every request. */
export const approving: Partial<Script> = { connect: async () => account, signSiwe: async () => signed }

/**
 * Sets up an SDK on a fake page. A scripted widget starts in each frame.
 * @param greets whether widgets send their `hello` at once
 */
export function setupHost({
  script = approving,
  greets = true,
  isReady = true,
  approval,
  version = approval === undefined ? 1 : 2,
  options = {},
  doctor = async () => [],
  feedback,
  ...pageOptions
}: HostSetupOptions = {}): HostSetup {
  const clock = fakeClock()
  const widgets: ScriptedWidget[] = []
  const instances: OpenKey[] = []
  const page = fakePage({
    ...pageOptions,
    onOpen(frame) {
      const widget = scriptedWidget(frame, script, { isReady, version, approval })
      widgets.push(widget)
      if (greets) queueMicrotask(() => widget.sayHello())
    },
  })
  function another(more: Partial<OpenKeyOptions> = {}): OpenKey {
    const given = { widgetUrl: 'https://openkey.example/', appName: 'Notes', ...options, ...more }
    const openkey = composeOpenKey({
      options: given,
      page,
      connections: () => page.connections,
      clock,
      doctor,
      feedback,
    })
    instances.push(openkey)
    return openkey
  }
  return {
    openkey: another(),
    page,
    clock,
    widgets,
    frame: () => latest(page.frames),
    window: () => latest(page.windows),
    widget: () => latest(widgets),
    another,
    called: () => widgets.flatMap(({ calls }) => calls.map(({ name }) => name)),
    close() {
      for (const { destroy } of instances) destroy()
      for (const { close } of widgets) close()
    },
  }
}

function latest<Value>(values: readonly Value[]): Value {
  const value = values.at(-1)
  if (value === undefined) throw new Error('Nothing has been opened yet.')
  return value
}
