import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFileOnce } from '../../shared/files/createFileOnce.ts'

const secretBytes = 32

/**
 * Returns the secret from which all keys of the node are derived: the given one, or one that is generated on the first
 * start and stored in the data folder.
 * @param given base64url of at least 32 bytes
 * @throws {Error} if the secret is too short or not base64url
 */
export function loadKeysSecret({ given, dataDir }: { readonly given: string | undefined; readonly dataDir: string }) {
  if (given !== undefined) return decodeSecret(given, 'keysSecret')
  if (dataDir === ':memory:') return Uint8Array.from(randomBytes(secretBytes))
  const path = join(dataDir, 'keys.secret')
  return decodeSecret(readOrCreate(path), path)
}

function readOrCreate(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  createFileOnce(path, `${randomBytes(secretBytes).toString('base64url')}\n`)
  // Another process may have been first.
  return readFileSync(path, 'utf8').trim()
}

function decodeSecret(text: string, source: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length < secretBytes || bytes.toString('base64url') !== text.replace(/=+$/, '')) {
    throw new Error(`Invalid node secret in ${source}: expected base64url of at least ${secretBytes} bytes.`)
  }
  return Uint8Array.from(bytes)
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
