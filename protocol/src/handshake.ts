import type { Checked } from './checks/check.ts'
import { hostChecks } from './generated/hostChecks.ts'
import { widgetChecks } from './generated/widgetChecks.ts'
import { inspectMessage } from './inspectMessage.ts'

export type Hello = Checked<typeof hostChecks.hello>
export type Connect = Checked<typeof widgetChecks.connect>

/** Reads a window message. The caller has checked `event.source` before and checks `event.origin` after. */
export function readHello(data: unknown): Hello | undefined {
  return inspectMessage(data) === undefined && hostChecks.hello(data) ? data : undefined
}

/** Reads a window message. The caller has checked `event.source` before and checks `event.origin` and ports after. */
export function readConnect(data: unknown): Connect | undefined {
  return inspectMessage(data) === undefined && widgetChecks.connect(data) ? data : undefined
}
