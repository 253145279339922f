import { randomBytes } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { StartError } from '../startError.ts'

const minLength = 32

/**
 * The one secret of the endpoint. Everything else that must stay secret is derived from it or sealed under it.
 * Given, it is at least 32 characters of high entropy (for example `openssl rand -base64 32`) and nothing is written.
 * Otherwise the file is read, and made on the first start, readable by its owner only.
 * @param file without it and without a given secret, the secret lives as long as the process
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
  try {
    await writeDurably(file, generated)
    return Buffer.from(generated)
  } catch (error) {
    if (!isFileExists(error)) throw error
    return parseSecret((await readFile(file, 'utf8')).trim(), file)
  }
}

/** On the disk before the first key is sealed under it: a secret lost to a power cut is every key lost. */
async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(`${text}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** @throws {StartError} `sealing_secret_invalid` */
export function parseSecret(text: string, source: string): Buffer {
  if (text.length < minLength) {
    throw new StartError(
      'sealing_secret_invalid',
      `The sealing secret in ${source} has fewer than ${minLength} characters.`,
    )
  }
  return Buffer.from(text)
}

function isFileExists(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
