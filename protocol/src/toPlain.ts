import { OpenKeyError } from './errors/openKeyError.ts'
import { isLonger } from './isLonger.ts'
import { maxMessageBytes } from './limits.ts'
import { toJson } from './toJson.ts'

/** Leaves room for what a call or a reply has around its value. */
const maxValueBytes = maxMessageBytes - 512

/**
 * A copy that holds JSON values only, with `undefined` members left out, as the other side's guard wants it.
 * @throws {OpenKeyError} `message_too_large`
 */
export function toPlain<Value>(value: Value): Value {
  const text = toJson(value)
  if (isLonger(text, maxValueBytes)) throw new OpenKeyError('message_too_large', 'The message is too large.')
  return JSON.parse(text)
}
