import type { Endpoint } from 'comlink'
import type { ErrorCode } from '../errors/errorCode.ts'
import { OpenKeyError } from '../errors/openKeyError.ts'
import type { WireError } from '../errors/wireError.ts'
import { isId, type RawReply } from './comlinkMessages.ts'
import { inspectMessage } from './messageBounds.ts'

/** Why a message was rejected, and the invalid member of its input. It quotes nothing that the peer sent. */
export type Rejection = { readonly code: ErrorCode; readonly field?: string | undefined }

/** The messages that one direction of traffic may carry: see `callPolicy` and `replyPolicy`. */
export type MessagePolicy = {
  /** Decides on an incoming message that is plain JSON and within bounds. @returns why it is rejected, if it is */
  readonly acceptIncoming: (message: unknown) => Rejection | undefined
  /** Recipient of the error for a rejected message with this id: the peer that sent it, or the caller that waits. */
  readonly replyToRejected: (id: string) => 'peer' | 'caller' | undefined
  /** Decides whether this side may send a message, and records it. */
  readonly acceptOutgoing: (message: unknown) => boolean
}

/**
 * The only view of a port that comlink gets. Comlink alone would let a peer walk `constructor`, write properties and
 * build values from strings, so no message reaches comlink, or leaves it, that the policy has not accepted.
 * An incoming message is checked in this order: transferred ports (which are closed), size and depth, policy.
 * @param onRejected called once for each rejected message
 */
export function guardEndpoint(
  port: MessagePort,
  policy: MessagePolicy,
  onRejected?: (rejection: Rejection) => void,
): Endpoint {
  const send = (message: unknown) => port.postMessage(message)
  return {
    postMessage(message: { readonly type?: unknown }) {
      if (policy.acceptOutgoing(message)) return send(message)
      // Comlink releases a proxy that was garbage-collected. Ports are closed by their channel instead.
      if (message.type === 'RELEASE') return
      throw new OpenKeyError('internal', 'This side may not send this message.')
    },
    addEventListener(_type, listener) {
      // Comlink reads `data` only. A `MessageEvent` for each call would cost more than the rest of the call.
      const listen = listener as unknown as (event: { readonly data: unknown }) => void
      const deliver = (data: unknown) => listen({ data })
      port.addEventListener('message', ({ data, ports }) => {
        for (const extra of ports) extra.close()
        const code = ports.length > 0 ? 'invalid_params' : inspectMessage(data)
        const rejection = code ? { code } : policy.acceptIncoming(data)
        if (rejection === undefined) return deliver(data)
        onRejected?.(rejection)
        const id = (data as { readonly id?: unknown } | null)?.id
        const recipient = isId(id) && policy.replyToRejected(id)
        if (recipient === 'peer') send(failure(id, rejectionError(rejection)))
        if (recipient === 'caller') deliver(failure(id, replyError))
      })
      port.start()
    },
    removeEventListener() {},
  }
}

function failure(id: unknown, error: WireError): RawReply {
  return { id, type: 'RAW', value: { ok: false, error } }
}

function rejectionError({ code, field }: Rejection): WireError {
  return { code, message: 'The message was rejected.', details: field === undefined ? {} : { field } }
}

/** A reply that breaks the protocol ends its call, whatever the reason for the rejection. */
const replyError: WireError = { code: 'internal', message: 'The reply was rejected.' }
