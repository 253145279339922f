import { OpenKeyError } from './errors/openKeyError.ts'
import { maxMessageBytes } from './limits.ts'

/** Leaves room for what a call or a reply has around its value. */
const maxValueBytes = maxMessageBytes - 512

/**
 * A copy that holds JSON values only, with `undefined` members left out, as the other side's guard wants it.
 * @throws {OpenKeyError} `message_too_large`
 */
export function toPlain(value: unknown): unknown {
  const text = JSON.stringify(value)
  // UTF-8 takes at most three bytes per UTF-16 unit.
  const mayExceed = text.length * 3 > maxValueBytes
  if (mayExceed && new TextEncoder().encode(text).length > maxValueBytes) {
    throw new OpenKeyError('message_too_large', 'The message is too large.')
  }
  return JSON.parse(text)
}
