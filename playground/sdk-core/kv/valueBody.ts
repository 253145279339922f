import { TinyCloudError } from '../tinyCloudError.ts'
import type { Storable } from './keyValueStore.ts'

/** Encodes a value as a request body, with the content type that {@link decodeValue} needs. */
export function encodeValue(value: Storable): { readonly body: BodyInit; readonly contentType: string } {
  if (typeof value === 'string') return { body: value, contentType: 'text/plain; charset=utf-8' }
  const bytes = bytesOf(value)
  if (bytes !== undefined) return { body: bytes, contentType: 'application/octet-stream' }
  const body = JSON.stringify(value)
  if (body === undefined)
    throw new TinyCloudError('value_invalid', 'The value cannot be stored: expected text, bytes or JSON.')
  return { body, contentType: 'application/json' }
}

/** Accepts every buffer type, because callers without types may pass one and JSON would lose its content. */
function bytesOf(value: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice()
  return value instanceof ArrayBuffer ? new Uint8Array(value) : undefined
}

/**
 * Decodes a stored value, also one written by another client: every JSON type (`+json`, RFC 6839) is parsed, with or
 * without a byte order mark. A body without content type is returned as bytes.
 * @throws {TinyCloudError} `value_invalid`
 */
export async function decodeValue(response: Response): Promise<Storable> {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const isJson = /^application\/(?:[^\s/]+\+)?json$|^text\/json$/.test(type)
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (!isJson && !type.startsWith('text/')) return bytes
  try {
    // A byte order mark is part of a text, but not of JSON.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: !isJson }).decode(bytes)
    return isJson ? JSON.parse(text) : text
  } catch (cause) {
    throw new TinyCloudError('value_invalid', `The stored value is not valid ${type}.`, { cause })
  }
}
