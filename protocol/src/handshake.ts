import * as z from 'zod/mini'
import { id, text, whole } from './fields.ts'
import { inspectMessage } from './inspectMessage.ts'

const versions = z.array(whole(1)).check(z.refine(({ length }) => length >= 1 && length <= 16))

/** Widget → its embedder, to `*`: it holds nothing, and the embedder is not known yet. */
const helloSchema = z.strictObject({
  type: z.literal('openkey:hello'),
  versions,
  /** Build of the widget, for diagnosis. */
  build: text(0, 64),
  /** Random per document, so that an answer reaches the document it was meant for. */
  instance: id,
})

/** Host → widget, to the widget's exact origin, with two ports: calls into the widget, calls into the host. */
const connectSchema = z.strictObject({
  type: z.literal('openkey:connect'),
  instance: id,
  versions,
  /** Random per channel; the widget repeats it in `ready`. */
  channel: id,
  /** What the app calls itself. Shown as a claim beside the proven origin. */
  appName: text(0, 64),
  theme: z.optional(z.string().check(z.regex(/^(light|dark|auto)$/))),
  locale: z.optional(z.string().check(z.regex(/^[A-Za-z0-9-]{2,35}$/))),
})

export type Hello = z.infer<typeof helloSchema>
export type Connect = z.infer<typeof connectSchema>

/** Reads a window message. The caller has checked `event.source` before and checks `event.origin` after. */
export function readHello(data: unknown): Hello | undefined {
  return inspectMessage(data) === 'plain' ? helloSchema.safeParse(data).data : undefined
}

/** Reads a window message. The caller has checked `event.source` before and checks `event.origin` and ports after. */
export function readConnect(data: unknown): Connect | undefined {
  return inspectMessage(data) === 'plain' ? connectSchema.safeParse(data).data : undefined
}
