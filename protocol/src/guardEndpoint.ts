import { isId, type Reply } from './comlinkMessages.ts'
import type { ErrorCode } from './errors/errorCode.ts'
import { OpenKeyError } from './errors/openKeyError.ts'
import { inspectMessage } from './inspectMessage.ts'
import type { Result } from './result.ts'

/** Why a message was kept out, and which member of the input is at fault. It quotes nothing of the peer's. */
export type Refusal = { readonly code: ErrorCode; readonly field?: string | undefined }

/** What one direction of traffic may look like: see `callRules` and `replyRules`. */
export type Rules<Incoming extends object, Outgoing> = {
  /** Reads an incoming message that is plain and within bounds, or says why it must not pass. */
  readonly admit: (message: unknown) => Incoming | Refusal
  /** Answers a refused message that names an id, in whatever direction an answer makes sense. */
  readonly answer: (refusal: Reply<Result<never>>, toPeer: Lane<unknown>, toPipe: Lane<Incoming>) => void
  /** The message to send, and note of it, or nothing where this side may not send it. */
  readonly release: (outgoing: Outgoing) => unknown
}

type Lane<Message> = (message: Message) => void

/** A port as the pipe behind the guard sees it. */
export type Endpoint<Incoming, Outgoing> = {
  /** @throws {OpenKeyError} `internal` for what the rules keep in */
  readonly send: Lane<Outgoing>
  /** Starts the port. Called once. */
  readonly listen: (onMessage: Lane<Incoming>) => void
}

/**
 * Stands between a port and the pipe behind it. Comlink on its own lets a peer walk `constructor`, write properties and
 * build values from strings. Nothing reaches a pipe, or leaves it, but what the rules admit. Must keep this order:
 * transferred ports are closed, then size and depth, then shape.
 * @param onRefused called once for each message refused
 */
export function guardEndpoint<Incoming extends object, Outgoing>(
  port: MessagePort,
  rules: Rules<Incoming, Outgoing>,
  onRefused?: (refusal: Refusal) => void,
): Endpoint<Incoming, Outgoing> {
  const toPeer: Lane<unknown> = (message) => port.postMessage(message)
  return {
    send(outgoing) {
      const message = rules.release(outgoing)
      if (message === undefined) throw new OpenKeyError('internal', 'The message was refused.')
      toPeer(message)
    },
    listen(toPipe) {
      port.addEventListener('message', ({ data, ports }) => {
        for (const extra of ports) extra.close()
        const code = ports.length > 0 ? 'invalid_params' : inspectMessage(data)
        const found = code ? { code } : rules.admit(data)
        if (!isRefusal(found)) return toPipe(found)
        onRefused?.(found)
        const id: unknown = Reflect.get(Object(data), 'id')
        if (!isId(id)) return
        const details = found.field === undefined ? {} : { field: found.field }
        const error = { code: found.code, message: 'The message was refused.', details }
        rules.answer({ id, value: { ok: false, error } }, toPeer, toPipe)
      })
      port.start()
    },
  }
}

/** Own members only: a script of the page may have given each object a `code`. */
function isRefusal(found: object): found is Refusal {
  return Object.hasOwn(found, 'code')
}
