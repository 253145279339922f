import type { Endpoint } from 'comlink'
import type { ErrorCode } from './errors/errorCode.ts'
import { toWireError } from './errors/errorWire.ts'
import { OpenKeyError } from './errors/openKeyError.ts'
import { type Inspection, inspectMessage } from './inspectMessage.ts'

/** A message that was kept from comlink. Its reason quotes nothing of the peer's. */
export type Refusal = { readonly code: ErrorCode; readonly reason: string; readonly field?: string | undefined }

/** What one direction of traffic may look like: see `callRules` and `replyRules`. */
export type Rules = {
  /** Judges an incoming message that is plain and within bounds: what comlink gets to see of it, or why not. */
  readonly admit: (message: unknown) => { readonly message: unknown } | { readonly refusal: Refusal }
  /** Answers a refused message that names an id, in whatever direction an answer makes sense. */
  readonly answer: (id: string, result: { readonly ok: false; readonly error: unknown }, lanes: Lanes) => void
  /** Whether comlink may send this, and note of it if so. */
  readonly release: (message: unknown) => boolean
}

export type Lanes = { readonly toPeer: (message: unknown) => void; readonly toComlink: (message: unknown) => void }

const faults: Record<Exclude<Inspection, 'plain'>, Refusal> = {
  too_large: { code: 'message_too_large', reason: 'The message is larger or deeper than the limits allow.' },
  not_plain: { code: 'invalid_params', reason: 'A message may hold plain JSON values only.' },
}

const carriesPorts: Refusal = { code: 'invalid_params', reason: 'A message may not transfer ports.' }

/**
 * Stands between a port and comlink, which on its own lets a peer walk `constructor`, write properties and build
 * values from strings. Nothing reaches comlink, or leaves it, but what the rules admit. Must keep this order:
 * transferred ports are closed, then size and depth, then shape.
 * @param onRefused called once for each message refused
 */
export function guardEndpoint(port: MessagePort, rules: Rules, onRefused: (refusal: Refusal) => void): Endpoint {
  const inside = new EventTarget()
  const lanes: Lanes = {
    toPeer: (message) => port.postMessage(message),
    toComlink: (data) => inside.dispatchEvent(new MessageEvent('message', { data })),
  }
  port.addEventListener('message', ({ data, ports }) => {
    for (const extra of ports) extra.close()
    const found = inspectMessage(data)
    const fault = ports.length > 0 ? carriesPorts : found === 'plain' ? undefined : faults[found]
    const verdict = fault === undefined ? rules.admit(data) : { refusal: fault }
    if ('message' in verdict) return lanes.toComlink(verdict.message)
    onRefused(verdict.refusal)
    const id = readId(data)
    if (id !== undefined) rules.answer(id, { ok: false, error: toWireError(asError(verdict.refusal)) }, lanes)
  })
  return {
    addEventListener: inside.addEventListener.bind(inside),
    removeEventListener: inside.removeEventListener.bind(inside),
    postMessage(message) {
      if (!rules.release(message)) throw new OpenKeyError('internal', 'Comlink tried to say something unexpected.')
      port.postMessage(message)
    },
    start: () => port.start(),
  }
}

/** The id of a message that may be anything. A structured clone has no getters. */
function readId(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null || !('id' in message)) return undefined
  return typeof message.id === 'string' && message.id.length <= 64 ? message.id : undefined
}

function asError({ code, reason, field }: Refusal): OpenKeyError {
  return new OpenKeyError(code, reason, field === undefined ? {} : { details: { field } })
}
