import { OpenKeyError } from '../../errors/openKeyError.ts'

const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/

/**
 * Reads an RFC 3339 timestamp: with `Z` or an offset, without fraction or with up to nine digits of it.
 * Only days that exist count, and no leap second, which the clocks it is compared with do not have.
 * @returns Milliseconds since the epoch; what is finer is cut off.
 * @throws {OpenKeyError} `siwe_malformed`, field `timestamp`
 */
export function parseTimestamp(text: string): number {
  const milliseconds = readTimestamp(text)
  if (milliseconds === undefined) {
    throw new OpenKeyError('siwe_malformed', 'Expected an RFC 3339 timestamp.', {
      details: { field: 'timestamp', received: String(text).slice(0, 256) },
    })
  }
  return milliseconds
}

/** @returns `undefined` if the text is not a timestamp */
export function readTimestamp(text: string): number | undefined {
  const [, local, fraction = '', sign, hours = '0', minutes = '0'] = pattern.exec(text) ?? []
  if (local === undefined) return undefined
  const wallClock = `${local}.${fraction.slice(0, 3).padEnd(3, '0')}Z`
  const time = Date.parse(wallClock)
  // Engines carry 30 February over into March, or refuse it; both are seen here.
  if (Number.isNaN(time) || new Date(time).toISOString() !== wallClock) return undefined
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000
  return sign === '-' ? time + offsetMs : time - offsetMs
}
