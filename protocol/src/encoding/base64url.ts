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
  return decodeExactly(text, base64url)
}

/** @returns `undefined` unless `text` is exactly what {@link encodePaddedBase64url} writes. */
export function decodePaddedBase64url(text: string): Uint8Array | undefined {
  return decodeExactly(text, base64urlpad)
}

/** The library forgives surplus padding; only one text may stand for given bytes here. */
function decodeExactly(text: string, codec: typeof base64url | typeof base64urlpad): Uint8Array | undefined {
  try {
    const bytes = codec.baseDecode(text)
    return codec.baseEncode(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}
