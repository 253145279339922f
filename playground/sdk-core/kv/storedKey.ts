import { TinyCloudError } from '../tinyCloudError.ts'

const maxPathCharacters = 1024

/**
 * Returns the path of a key in a resource. Percent-encodes character by character, so that a prefix of a key is a
 * prefix of its path.
 * @throws {TinyCloudError} `key_invalid`
 */
export function storedKey(kvPrefix: string, key: string): string {
  if (key === '') throw new TinyCloudError('key_invalid', 'The key is empty.')
  return storedPrefix(kvPrefix, key)
}

/**
 * Returns the path of a key prefix, which may be empty.
 * @throws {TinyCloudError} `key_invalid`
 */
export function storedPrefix(kvPrefix: string, prefix: string): string {
  const text = kvPrefix + prefix
  if (/\p{Cs}/u.test(text)) throw new TinyCloudError('key_invalid', 'The key is not well-formed Unicode.')
  const path = text.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/]/gu, encodeURIComponent)
  if (path.length <= maxPathCharacters) return path
  throw new TinyCloudError(
    'key_invalid',
    `The encoded key has ${path.length} characters, but at most ${maxPathCharacters} are allowed.`,
  )
}

/** Decodes a path to its key. Returns a path that is not valid percent-encoding unchanged. */
export function keyOfPath(kvPrefix: string, path: string): string {
  try {
    return decodeURIComponent(path).slice(kvPrefix.length)
  } catch {
    return path
  }
}
