import { OpenKeyError, protocolVersions } from '@openkey/protocol'

/** Neither build is at fault alone: one of the two is too old. */
export function versionMismatch(theirs: readonly number[]): OpenKeyError {
  return new OpenKeyError('version_mismatch', 'SDK and widget share no version.', {
    details: { expected: protocolVersions.join(', '), received: theirs.join(', ') },
  })
}
