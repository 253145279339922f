import { OpenKeyError } from './errors/openKeyError.ts'
import { maxMessageBytes } from './limits.ts'

/** Room a call or a reply needs around its value. */
const envelopeBytes = 512

/**
 * A copy that holds JSON values only, with `undefined` members left out, as the other side's guard wants it.
 * @throws {OpenKeyError} `message_too_large`
 */
export function toPlain(value: unknown): unknown {
  const text = JSON.stringify(value)
  if (new TextEncoder().encode(text).length > maxMessageBytes - envelopeBytes) {
    throw new OpenKeyError('message_too_large', 'This is more than a message may hold.')
  }
  return JSON.parse(text)
}
