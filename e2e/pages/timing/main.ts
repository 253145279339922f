import { createOpenKey, type OpenKey } from '@openkey/host-sdk'
import { type HostMethods, hostChecks, openChannel, type WidgetMethods } from '@openkey/protocol'
import { type Remote, wrap } from 'comlink'

declare global {
  interface Window {
    openkey: OpenKey
    /** Puts a frame of another site into the page. @returns when, in milliseconds since the epoch */
    insertFrame: (url: string) => number
    /** Asks for an account, which inserts the widget's frame unless it was preloaded. @returns when */
    askForAccount: () => number
    /** Loads a frame of another site in a closed dialog. */
    loadHidden: (url: string) => Promise<void>
    /** Opens that dialog and tells the frame to show its control. @returns when, in milliseconds since the epoch */
    showHidden: () => number
    timeCalls: (echoUrl: string) => Promise<CallTimes>
  }
}

const now = () => performance.timeOrigin + performance.now()

const widgetUrl = new URLSearchParams(location.search).get('widget') ?? ''
window.openkey = createOpenKey({ widgetUrl, appName: 'TestEnvironment', connectTimeoutMs: 30_000, debug: false })

window.insertFrame = (src) => {
  const frame = Object.assign(document.createElement('iframe'), { src, width: '400', height: '480' })
  const insertedAt = now()
  document.body.append(frame)
  return insertedAt
}
window.askForAccount = () => {
  const askedAt = now()
  window.openkey.connect().catch(() => {})
  return askedAt
}

const dialog = document.createElement('dialog')
const hidden = Object.assign(document.createElement('iframe'), { width: '400', height: '480' })
window.loadHidden = (src) =>
  new Promise((resolve) => {
    Object.assign(hidden, { src, onload: () => resolve() })
    dialog.append(hidden)
    document.body.append(dialog)
  })
window.showHidden = () => {
  const askedAt = now()
  dialog.showModal()
  hidden.contentWindow?.postMessage(null, new URL(hidden.src).origin)
  return askedAt
}

window.timeCalls = timeCalls

/** Milliseconds a call took, round by round. */
type CallTimes = { readonly guarded: readonly number[]; readonly plain: readonly number[] }

type Plain = { readonly connect: (input: WidgetMethods['connect']['input']) => Promise<unknown> }

const rounds = 20
const callsPerRound = 300

/** Calls the same method of a frame of another site, guarded and by comlink alone, in turns. */
async function timeCalls(echoUrl: string): Promise<CallTimes> {
  const { channel, remote } = await openEcho(echoUrl)
  const input = { requestId: crypto.randomUUID(), chainId: 1 }
  const guarded: number[] = []
  const plain: number[] = []
  for (let round = 0; round < rounds; round++) {
    guarded.push(await timeEach(() => channel.call('connect', input)))
    plain.push(await timeEach(() => remote.connect(input)))
  }
  // The first rounds warm both up.
  return { guarded: guarded.slice(4), plain: plain.slice(4) }
}

async function timeEach(call: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  for (let n = 0; n < callsPerRound; n++) await call()
  return (performance.now() - startedAt) / callsPerRound
}

async function openEcho(echoUrl: string) {
  const frame = Object.assign(document.createElement('iframe'), { src: echoUrl })
  const listening = new Promise<void>((resolve) => {
    addEventListener('message', ({ source }) => source === frame.contentWindow && resolve())
  })
  document.body.append(frame)
  await listening
  const [into, back, plain] = [new MessageChannel(), new MessageChannel(), new MessageChannel()]
  const channel = openChannel<WidgetMethods, HostMethods>({
    calls: into.port1,
    serves: back.port1,
    checks: hostChecks,
    handlers: {
      ready: () => null,
      resize: () => null,
      stage: () => null,
      dismiss: () => null,
      offerWindow: () => null,
    },
  })
  const remote: Remote<Plain> = wrap<Plain>(plain.port1)
  frame.contentWindow?.postMessage(null, new URL(echoUrl).origin, [into.port2, back.port2, plain.port2])
  return { channel, remote }
}
