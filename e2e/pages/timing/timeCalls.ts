import { type HostMethods, hostChecks, openChannel, type WidgetMethods } from '@openkey/protocol'
import { type Remote, wrap } from 'comlink'

/** Milliseconds a call took, round by round. */
export type CallTimes = { readonly guarded: readonly number[]; readonly plain: readonly number[] }

type Plain = { readonly connect: (input: WidgetMethods['connect']['input']) => Promise<unknown> }

const rounds = 20
const callsPerRound = 300

/** Calls the same method of a frame of another site, guarded and by comlink alone, in turns. */
export async function timeCalls(echoUrl: string): Promise<CallTimes> {
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
