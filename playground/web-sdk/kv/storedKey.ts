import { TinyCloudError } from '../tinyCloudError.ts'

const maxPathCharacters = 1024

/**
 * The path of a key inside a resource. What cannot stand in a URI path is percent-encoded, character by character, so
 * that a prefix of a key is a prefix of its path.
 * @throws {TinyCloudError} `key_invalid`
 */
export function storedKey(kvPrefix: string, key: string): string {
  if (key === '') throw new TinyCloudError('key_invalid', 'A key cannot be empty.')
  return storedPrefix(kvPrefix, key)
}

/**
 * The path of a prefix; unlike a key it may be empty.
 * @throws {TinyCloudError} `key_invalid`
 */
export function storedPrefix(kvPrefix: string, prefix: string): string {
  const text = kvPrefix + prefix
  if (/\p{Cs}/u.test(text)) throw new TinyCloudError('key_invalid', 'A key is well-formed Unicode.')
  const path = text.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/]/gu, encodeURIComponent)
  if (path.length <= maxPathCharacters) return path
  throw new TinyCloudError('key_invalid', `A key has at most ${maxPathCharacters} characters once encoded.`)
}

/** The key of a path that a node lists. A path that no key encodes to is returned as it is. */
export function keyOfPath(kvPrefix: string, path: string): string {
  try {
    return decodeURIComponent(path).slice(kvPrefix.length)
  } catch {
    return path
  }
}
