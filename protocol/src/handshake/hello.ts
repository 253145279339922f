import type { Checked } from '../checks/check.ts'
import { hostChecks } from '../generated/hostChecks.ts'
import { inspectMessage } from '../wire/messageBounds.ts'

export type Hello = Checked<typeof hostChecks.hello>

/** Reads a window message. The caller has checked `event.source` before and checks `event.origin` after. */
export function readHello(data: unknown): Hello | undefined {
  return inspectMessage(data) === undefined && hostChecks.hello(data) ? data : undefined
}
