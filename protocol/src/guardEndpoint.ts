import type { Endpoint } from 'comlink'
import type { ErrorCode } from './errors/errorCode.ts'
import { OpenKeyError } from './errors/openKeyError.ts'
import { type Inspection, inspectMessage } from './inspectMessage.ts'
import type { Result } from './result.ts'

/** Why a message was kept from comlink, and which member of the input is at fault. It quotes nothing of the peer's. */
export type Refusal = { readonly code: ErrorCode; readonly field?: string | undefined }

/** What one direction of traffic may look like: see `callRules` and `replyRules`. */
export type Rules = {
  /** Judges an incoming message that is plain and within bounds: why comlink must not see it, or nothing against it. */
  readonly admit: (message: unknown) => Refusal | undefined
  /** Answers a refused message that names an id, in whatever direction an answer makes sense. */
  readonly answer: (id: string, result: Result<never>, toPeer: Lane, toComlink: Lane) => void
  /** Whether comlink may send this, and note of it if so. */
  readonly release: (message: unknown) => boolean
}

type Lane = (message: unknown) => void

const refusals: Readonly<Record<Inspection, Refusal | undefined>> = {
  plain: undefined,
  too_large: { code: 'message_too_large' },
  not_plain: { code: 'invalid_params' },
}

/**
 * Stands between a port and comlink, which on its own lets a peer walk `constructor`, write properties and build
 * values from strings. Nothing reaches comlink, or leaves it, but what the rules admit. Must keep this order:
 * transferred ports are closed, then size and depth, then shape.
 * @param onRefused called once for each message refused
 */
export function guardEndpoint(port: MessagePort, rules: Rules, onRefused: (refusal: Refusal) => void): Endpoint {
  const inside = new EventTarget()
  const toPeer: Lane = (message) => port.postMessage(message)
  const toComlink: Lane = (data) => inside.dispatchEvent(new MessageEvent('message', { data }))
  port.addEventListener('message', ({ data, ports }) => {
    for (const extra of ports) extra.close()
    const refusal = ports.length > 0 ? refusals.not_plain : (refusals[inspectMessage(data)] ?? rules.admit(data))
    if (refusal === undefined) return toComlink(data)
    onRefused(refusal)
    const id = readId(data)
    if (id === undefined) return
    const { code, field } = refusal
    const details = field === undefined ? {} : { field }
    rules.answer(id, { ok: false, error: { code, message: 'The message was refused.', details } }, toPeer, toComlink)
  })
  return Object.assign(inside, {
    postMessage(message: unknown) {
      if (!rules.release(message)) throw new OpenKeyError('internal', 'The message was refused.')
      toPeer(message)
    },
    start: () => port.start(),
  })
}

/** The id of a message that may be anything. A structured clone has no getters. */
function readId(message: unknown): string | undefined {
  const id: unknown = Reflect.get(Object(message), 'id')
  return typeof id === 'string' && id.length <= 64 ? id : undefined
}
