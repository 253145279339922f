import type * as z from 'zod'
import { NodeCallError } from './nodeCallError.ts'
import type { NodeAnswer } from './nodeClient.ts'

/**
 * The JSON of an answer, in the shape that the next step relies on.
 * @throws {NodeCallError} `malformed`
 */
export function readAnswer<Schema extends z.ZodType>({ text }: NodeAnswer, schema: Schema): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new NodeCallError('malformed', { cause })
  }
}
