import { base64url, base64urlpad } from 'multiformats/bases/base64'

/** Base64url without padding (RFC 4648 §5), as ReCap URIs and JWT parts use it. */
export function encodeBase64url(bytes: Uint8Array): string {
  return base64url.baseEncode(bytes)
}

/** Base64url with padding, as the delegation header uses it. */
export function encodePaddedBase64url(bytes: Uint8Array): string {
  return base64urlpad.baseEncode(bytes)
}

/** @returns `undefined` unless `text` is exactly what {@link encodeBase64url} writes. */
export function decodeBase64url(text: string): Uint8Array | undefined {
  // The library rejects everything else that has another spelling.
  return text.endsWith('=') ? undefined : decode(text, base64url)
}

/** @returns `undefined` unless `text` is exactly what {@link encodePaddedBase64url} writes. */
export function decodePaddedBase64url(text: string): Uint8Array | undefined {
  const bytes = decode(text, base64urlpad)
  // The library forgives surplus padding, and padding between characters.
  return bytes && base64urlpad.baseEncode(bytes) === text ? bytes : undefined
}

function decode(text: string, codec: typeof base64url | typeof base64urlpad): Uint8Array | undefined {
  try {
    return codec.baseDecode(text)
  } catch {
    return undefined
  }
}
