import { TinyCloudError } from '../tinyCloudError.ts'
import type { Storable } from './keyValueStore.ts'

/** A value as the body of a request, with the type that brings it back as the same kind of value. */
export function encodeValue(value: Storable): { readonly body: BodyInit; readonly contentType: string } {
  if (typeof value === 'string') return { body: value, contentType: 'text/plain; charset=utf-8' }
  const bytes = bytesOf(value)
  if (bytes !== undefined) return { body: bytes, contentType: 'application/octet-stream' }
  const body = JSON.stringify(value)
  if (body === undefined) throw new TinyCloudError('value_invalid', 'Only text, bytes and JSON values can be stored.')
  return { body, contentType: 'application/json' }
}

/** Bytes from JavaScript come in more forms than the types admit: JSON would keep nothing of a buffer. */
function bytesOf(value: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice()
  return value instanceof ArrayBuffer ? new Uint8Array(value) : undefined
}

/**
 * Inverse of {@link encodeValue}, for what other clients wrote too: every JSON type (RFC 6839, `+json`) is parsed, also
 * behind a byte order mark. A body without a type is bytes.
 */
export async function decodeValue(response: Response): Promise<Storable> {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const isJson = /^application\/(?:[^\s/]+\+)?json$|^text\/json$/.test(type)
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (!isJson && !type.startsWith('text/')) return bytes
  try {
    // The mark belongs to a text and not to JSON.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: !isJson }).decode(bytes)
    return isJson ? JSON.parse(text) : text
  } catch (cause) {
    throw new TinyCloudError('value_invalid', `The stored value is not ${type}.`, { cause })
  }
}
