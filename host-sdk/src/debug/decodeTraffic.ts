import { callPolicy, guardEndpoint, hostChecks, readCall, readHello, readReply, replyPolicy } from '@openkey/protocol'
import type { DebugRecord } from './debugRecord.ts'
import { redact, redactError } from './redact.ts'

/** A message as it passes a window or a port. */
export type Traffic = Pick<DebugRecord, 'line' | 'direction'> & {
  /** Identifies the channel: each connection has two ports of its own. */
  readonly port: object
  readonly data: unknown
  /** Of a window message: whether it came from the widget's origin. */
  readonly isFromWidget?: boolean
}

type Decoder = (traffic: Traffic, at: number) => DebugRecord

/**
 * Creates a decoder that reads the traffic in its order. It runs the guard of the page a second time over copies of the
 * same messages, so its verdicts are those of the guard.
 */
export function createDecoder(): Decoder {
  const lines = new WeakMap<object, ReturnType<typeof readLine>>()

  return ({ port, line, direction, data, isFromWidget }, at) => {
    const common = { at, line, direction, size: sizeOf(data) }
    if (line === 'window') {
      const name = typeOf(data)
      const isRead = direction === 'sent' || (isFromWidget === true && readHello(data) !== undefined)
      const verdict = isRead ? 'accepted' : 'ignored'
      return { ...common, kind: 'message', name, verdict, content: redact(isRead ? `message ${name}` : '', data) }
    }
    const known = lines.get(port) ?? readLine(line)
    lines.set(port, known)
    return { ...common, ...known(direction, data, at) }
  }
}

/** Follows one port: which calls are open, and what its guard says. */
function readLine(line: 'widget' | 'host') {
  const open = new Map<string, { readonly name: string; readonly at: number }>()
  const judge = createJudge(line)
  /** The page calls over one port, and is called over the other. */
  const callDirection = line === 'widget' ? 'sent' : 'received'

  return (direction: DebugRecord['direction'], data: unknown, at: number) => {
    const verdict = judge(direction, data)
    if (direction === callDirection) {
      const call = readCall(data)
      const isRead = call !== undefined && verdict === 'accepted'
      const name = isRead ? call.name : 'unreadable'
      if (isRead) open.set(call.id, { name, at })
      return {
        kind: 'call',
        name,
        verdict,
        content: redact(isRead ? `call ${name}` : '', call?.input ?? data),
      } as const
    }
    const reply = readReply(data)
    const call = open.get(reply?.id ?? '')
    open.delete(reply?.id ?? '')
    const result: { readonly ok?: unknown; readonly value?: unknown; readonly error?: unknown } = Object(reply?.value)
    const name = call?.name ?? 'unreadable'
    const isRead = call !== undefined && verdict === 'accepted'
    const content =
      isRead && result.ok === false
        ? { error: redactError(result.error) }
        : redact(isRead ? `reply ${name}` : '', result.value ?? data)
    const durationMs = call && at - call.at
    return { kind: 'reply', name, verdict, content, ...(durationMs !== undefined && { durationMs }) } as const
  }
}

/** The class of the browser: `tapPage` replaces it on the page. */
const { MessageChannel: OwnChannel } = globalThis

/** Creates a second guard with the policy of the page, on a port that carries no traffic. */
function createJudge(line: 'widget' | 'host') {
  const { port1: port } = new OwnChannel()
  let rejection = 'accepted'
  const policy = line === 'widget' ? replyPolicy(hostChecks.results) : callPolicy(hostChecks.inputs)
  const guard = guardEndpoint(port, policy, ({ code, field }) => {
    rejection = field === undefined ? code : `${code}: ${field}`
  })
  guard.addEventListener('message', () => {})
  return (direction: DebugRecord['direction'], data: unknown): string => {
    rejection = 'accepted'
    if (direction === 'sent') return policy.acceptOutgoing(data) ? 'accepted' : 'withheld'
    port.dispatchEvent(new MessageEvent('message', { data }))
    return rejection
  }
}

function sizeOf(data: unknown): number {
  try {
    return JSON.stringify(data)?.length ?? 0
  } catch {
    return 0
  }
}

function typeOf(data: unknown): string {
  const { type } = Object(data)
  return type === 'openkey:hello' || type === 'openkey:connect' ? type : 'another message'
}
