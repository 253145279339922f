import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createFileOnce } from '../../shared/files/createFileOnce.ts'
import { StartError } from '../startError.ts'

const minLength = 32

/**
 * Loads the sealing secret, from which all other secrets are derived and under which the keys are sealed.
 * @param given at least 32 characters of high entropy, for example from `openssl rand -base64 32`
 * @param file read if no secret is given; created on the first start with mode 0600. Without a file, a new secret is
 *   generated for this process.
 * @throws {StartError} `sealing_secret_invalid`
 */
export async function loadSealingSecret({
  given,
  file,
}: {
  readonly given: string | undefined
  readonly file: string | undefined
}): Promise<Buffer> {
  if (given !== undefined) return parseSecret(given, 'OPENKEY_SEALING_SECRET')
  const generated = randomBytes(32).toString('base64url')
  if (file === undefined) return Buffer.from(generated)
  // On the disk before a key is sealed, because losing the secret in a power cut would lose every key.
  const isCreated = createFileOnce(file, `${generated}\n`)
  return isCreated ? Buffer.from(generated) : parseSecret((await readFile(file, 'utf8')).trim(), file)
}

/** @throws {StartError} `sealing_secret_invalid` */
export function parseSecret(text: string, source: string): Buffer {
  if (text.length < minLength) {
    throw new StartError(
      'sealing_secret_invalid',
      `Invalid sealing secret in ${source}: expected at least ${minLength} characters, got ${text.length}.`,
    )
  }
  return Buffer.from(text)
}
