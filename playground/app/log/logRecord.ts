import * as z from 'zod/mini'

const count = z.number().check(z.gte(0))

const logRecordSchema = z.strictObject({
  /** Number in the log, from 1. */
  id: count,
  /** Milliseconds since the epoch. */
  at: count,
  /** `window`: the two messages of the handshake. `widget` and `host`: the port of the calls into that side. */
  line: z.enum(['window', 'widget', 'host']),
  /** Seen from this page. */
  direction: z.enum(['sent', 'received']),
  kind: z.enum(['message', 'call', 'reply']),
  /** Type of a message, or method of a call and its reply. */
  name: z.string(),
  /** Length of its JSON text, in UTF-16 code units. */
  size: count,
  /** Of a reply: milliseconds since the call. */
  durationMs: z.optional(count),
  /** Decision of the guard of this page: `accepted`, or the error code of the rejection. */
  verdict: z.string(),
  /** Content of the message. Members that the schema does not list are replaced by their kind and size. */
  content: z.json(),
})

/** One message between page and widget. It holds no secret, so a log can be passed on. */
export type LogRecord = z.infer<typeof logRecordSchema>

const logFileSchema = z.strictObject({
  format: z.literal('openkey-protocol-log/1'),
  records: z.array(logRecordSchema).check(z.maxLength(10_000)),
})

/** Writes records as the text of a file. */
export function writeLogFile(records: readonly LogRecord[]): string {
  return `${JSON.stringify({ format: 'openkey-protocol-log/1', records }, undefined, 2)}\n`
}

/** Reads a file that {@link writeLogFile} wrote. @returns `undefined` for any other text */
export function readLogFile(text: string): readonly LogRecord[] | undefined {
  try {
    const { data } = z.safeParse(logFileSchema, JSON.parse(text))
    return data?.records
  } catch {
    return undefined
  }
}
