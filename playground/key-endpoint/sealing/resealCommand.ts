import { openDatabase } from '../database/openDatabase.ts'
import { StartError } from '../startError.ts'
import { parseSecret } from './loadSealingSecret.ts'
import { resealKeys } from './resealKeys.ts'

const progressEvery = 100

/**
 * Reseals every key in the PostgreSQL database of `DATABASE_URL`, from `OPENKEY_SEALING_SECRET_PREVIOUS` to
 * `OPENKEY_SEALING_SECRET`. With an embedded database, the endpoint reseals the keys itself.
 * @throws {StartError}
 */
export async function resealCommand(
  environment: Readonly<Record<string, string | undefined>>,
  write: (line: string) => void,
): Promise<void> {
  const read = (name: string): string => {
    const value = environment[name]
    if (value) return value
    throw new StartError('configuration_invalid', `Missing environment variable ${name}.`)
  }
  const [current, former] = ['OPENKEY_SEALING_SECRET', 'OPENKEY_SEALING_SECRET_PREVIOUS'] as const
  const secret = parseSecret(read(current), current)
  const previous = parseSecret(read(former), former)
  if (secret.equals(previous))
    throw new StartError(
      'configuration_invalid',
      `${current} and ${former} are equal: set ${current} to the new secret.`,
    )
  const { database, close } = await openDatabase({ url: read('DATABASE_URL'), folder: undefined })
  try {
    const onProgress = (moved: number) => {
      if (moved % progressEvery === 1) write(`Re-sealed ${moved} ${moved === 1 ? 'key' : 'keys'} so far`)
    }
    const moved = await resealKeys({ database, secret, previous, onProgress })
    write(`Done: ${moved} re-sealed in this run, and no key opens under the previous secret`)
  } finally {
    await close()
  }
}
