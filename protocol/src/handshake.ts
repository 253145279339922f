import type * as z from 'zod/mini'
import { hostChecks } from './generated/hostChecks.ts'
import { widgetChecks } from './generated/widgetChecks.ts'
import type { connectSchema, helloSchema } from './handshakeSchemas.ts'
import { inspectMessage } from './inspectMessage.ts'

export type Hello = z.infer<typeof helloSchema>
export type Connect = z.infer<typeof connectSchema>

/** Reads a window message. The caller has checked `event.source` before and checks `event.origin` after. */
export function readHello(data: unknown): Hello | undefined {
  return inspectMessage(data) === 'plain' && hostChecks.hello(data) ? data : undefined
}

/** Reads a window message. The caller has checked `event.source` before and checks `event.origin` and ports after. */
export function readConnect(data: unknown): Connect | undefined {
  return inspectMessage(data) === 'plain' && widgetChecks.connect(data) ? data : undefined
}
