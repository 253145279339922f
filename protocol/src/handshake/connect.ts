import type { Checked } from '../checks/check.ts'
import { widgetChecks } from '../generated/widgetChecks.ts'
import { inspectMessage } from '../wire/messageBounds.ts'

export type Connect = Checked<typeof widgetChecks.connect>

/** Reads a window message. The caller has checked `event.source` before and checks `event.origin` and ports after. */
export function readConnect(data: unknown): Connect | undefined {
  return inspectMessage(data) === undefined && widgetChecks.connect(data) ? data : undefined
}

/** Color theme of the widget. `auto` follows the user's preference. */
export type Theme = 'light' | 'dark' | 'auto'
