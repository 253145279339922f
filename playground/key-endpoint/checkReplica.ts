import { StartError } from './startError.ts'

/**
 * Finds a mistake that would show up only once a second replica runs.
 * @throws {StartError} `configuration_invalid`, `sealing_secret_missing`
 */
export function checkReplica({
  databaseUrl,
  sealingSecret,
}: {
  readonly databaseUrl: string
  readonly sealingSecret: string | undefined
}): void {
  // The URL stays out of the text: it holds a password.
  if (!/^postgres(ql)?:$/.test(URL.canParse(databaseUrl) ? new URL(databaseUrl).protocol : '')) {
    throw new StartError('configuration_invalid', 'DATABASE_URL is not a postgres:// URL.')
  }
  if (sealingSecret === undefined) {
    throw new StartError('sealing_secret_missing', 'Replicas share one sealing secret: set OPENKEY_SEALING_SECRET.')
  }
}
