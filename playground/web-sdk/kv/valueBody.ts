import { TinyCloudError } from '../tinyCloudError.ts'
import type { Storable } from './keyValueStore.ts'

/** A value as the body of a request, with the type that brings it back as the same kind of value. */
export function encodeValue(value: Storable): { readonly body: BodyInit; readonly contentType: string } {
  if (typeof value === 'string') return { body: value, contentType: 'text/plain; charset=utf-8' }
  if (value instanceof Uint8Array) return { body: value.slice(), contentType: 'application/octet-stream' }
  const body = JSON.stringify(value)
  if (body === undefined) throw new TinyCloudError('value_invalid', 'Only text, bytes and JSON values can be stored.')
  return { body, contentType: 'application/json' }
}

/** Exact inverse of {@link encodeValue}; a body without a type is bytes. */
export async function decodeValue(response: Response): Promise<Storable> {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (type !== 'application/json' && !type.startsWith('text/')) return bytes
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return type === 'application/json' ? JSON.parse(text) : text
  } catch (cause) {
    throw new TinyCloudError('value_invalid', `The stored value is not ${type}.`, { cause })
  }
}
