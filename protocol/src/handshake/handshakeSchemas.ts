import * as z from 'zod/mini'
import { appearance, boundedString, id, integer } from '../checks/fields.ts'

const versions = z.array(integer(1)).check(z.minLength(1), z.maxLength(16))

/** Widget → its embedder, to `*`: it holds nothing, and the embedder is not known yet. */
export const helloSchema = z.strictObject({
  type: z.literal('openkey:hello'),
  versions,
  /** Build of the widget, for diagnosis. */
  build: boundedString(0, 64),
  /** Random per document, so that an answer reaches the document it was meant for. */
  instance: id,
})

/** Host → widget, to the widget's exact origin, with two ports: calls into the widget, calls into the host. */
export const connectSchema = z.strictObject({
  type: z.literal('openkey:connect'),
  instance: id,
  versions,
  /** Random per channel; the widget repeats it in `ready`. */
  channel: id,
  /** The app's own name. The widget shows it as a claim next to the verified origin. */
  appName: boundedString(0, 64),
  ...appearance,
})
