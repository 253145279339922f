import type { Json } from './redact.ts'

/** One message between this page and the widget. It holds no secret, so it can be logged and passed on. */
export type DebugRecord = {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** `window`: the two messages of the handshake. `widget` and `host`: the port of the calls into that side. */
  readonly line: 'window' | 'widget' | 'host'
  /** Seen from this page. */
  readonly direction: 'sent' | 'received'
  readonly kind: 'message' | 'call' | 'reply'
  /** Type of a message, or method of a call and its reply. */
  readonly name: string
  /** Length of its JSON text, in UTF-16 code units. */
  readonly size: number
  /** Of a reply: milliseconds since the call. */
  readonly durationMs?: number | undefined
  /** Decision of the guard of this page: `accepted`, or the error code of the rejection. */
  readonly verdict: string
  /** Content of the message. Members that the schema does not list are replaced by their kind and size. */
  readonly content: Json
}
