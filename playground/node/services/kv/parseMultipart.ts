import { NodeError } from '../../errors/nodeError.ts'
import { maxPartHeaderBytes } from '../../limits.ts'

/** One part of a form: its field name, its own headers and its bytes as sent. */
export type Part = { readonly name: string; readonly headers: Headers; readonly body: Uint8Array }

/**
 * Splits a `multipart/form-data` body (RFC 7578) and keeps the bytes of its parts unchanged. `Request.formData` would
 * decode parts without a file name as text.
 * @throws {NodeError} `request_malformed`, also for more than `maxParts` parts or a part with more than 16 KiB of
 *   headers
 */
export function parseMultipart(
  contentType: string,
  body: Uint8Array,
  { maxParts }: { readonly maxParts: number },
): readonly Part[] {
  const boundary = /^multipart\/form-data;.*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType)
  if (boundary === null) throw malformed()
  const delimiter = Buffer.from(`\r\n--${boundary[1] ?? boundary[2]}`)
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  // The first delimiter has no line break in front of it.
  if (!bytes.subarray(0, delimiter.length - 2).equals(delimiter.subarray(2))) throw malformed()

  const parts: Part[] = []
  let at = -2
  while (true) {
    at += delimiter.length
    const follows = bytes.toString('latin1', at, at + 2)
    if (follows === '--') break
    const headersEnd = bytes.indexOf('\r\n\r\n', at)
    const isTooMuch = parts.length === maxParts || headersEnd - at > maxPartHeaderBytes
    if (follows !== '\r\n' || headersEnd < 0 || isTooMuch) throw malformed()
    const next = bytes.indexOf(delimiter, headersEnd + 4)
    if (next < 0) throw malformed()
    parts.push(readPart(bytes.toString('utf8', at + 2, headersEnd), bytes.subarray(headersEnd + 4, next)))
    at = next
  }
  if (!['', '\r\n'].includes(bytes.toString('latin1', at + 2))) throw malformed()
  return parts
}

function readPart(headerText: string, body: Uint8Array): Part {
  const headers = readHeaders(headerText)
  const [, name] = /^form-data;(?:.*;)?\s*name="([^"]*)"/i.exec(headers.get('content-disposition') ?? '') ?? []
  if (name === undefined) throw malformed()
  headers.delete('content-disposition')
  return { name, headers, body }
}

function readHeaders(text: string): Headers {
  try {
    const lines = text.split('\r\n').map((line) => /^([^:]+):(.*)$/.exec(line))
    return new Headers(lines.map((line) => [line?.[1] ?? '', line?.[2]?.trim() ?? '']))
  } catch (cause) {
    throw new NodeError('request_malformed', 'multipart body', { cause })
  }
}

function malformed(): NodeError {
  return new NodeError('request_malformed', 'multipart body')
}
